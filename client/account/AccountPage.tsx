import { useEffect } from 'react'
import { useMe } from '../api/hooks.ts'
import { AccountMenu } from '../entry/AccountMenu.tsx'
import { AuditLog } from '../settings/AuditLog.tsx'
import styles from '../settings/people.module.css'
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { ApiKeys } from './ApiKeys.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { Sessions } from './Sessions.tsx'

/** What is about the person and no project: password, where they are signed in, keys for programs. */
export default function AccountPage() {
  const me = useMe()
  useEffect(() => {
    document.title = 'Account · Aiuteur'
  }, [])
  return (
    <div className={styles.whole}>
      <TopBar
        end={
          <>
            <ThemeSwitch />
            <AccountMenu />
          </>
        }
      />
      <main className={styles.page}>
        <div className={styles.content}>
          <h1 className={styles.title}>Account</h1>
          <p className={styles.reason}>
            {me.email ? `${me.name}, ${me.email}` : `${me.name}, a visitor of this machine without a password`}
          </p>
          {me.email && <PasswordForm />}
          <Sessions />
          <ApiKeys />
          <section aria-labelledby="log" className={styles.part}>
            <h2 id="log" className={styles.heading}>
              Changes of rights
            </h2>
            <AuditLog of={{ kind: 'account' }} />
          </section>
        </div>
      </main>
    </div>
  )
}

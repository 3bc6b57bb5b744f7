import type { ReactNode } from 'react'
import { Bell } from '../notifications/Bell.tsx'
import { Rail } from '../ui/Rail.tsx'
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import styles from './HomeFrame.module.css'

/** What stands around the pages of no project. */
export const HomeFrame = ({ children }: { children: ReactNode }) => (
  <div className={styles.frame}>
    <TopBar
      end={
        <>
          <Bell />
          <ThemeSwitch />
          <AccountMenu />
        </>
      }
    />
    <div className={styles.below}>
      <Rail />
      {children}
    </div>
  </div>
)

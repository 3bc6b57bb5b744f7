import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { organisationsQuery } from '../api/people.ts'
import { sentenceOf } from '../api/request.ts'
import { AccountMenu } from '../entry/AccountMenu.tsx'
import { Bell } from '../notifications/Bell.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { Rail } from '../ui/Rail.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { NewStyleDialog } from './NewStyleDialog.tsx'
import { StyleList } from './StyleList.tsx'
import { stylesQuery } from './styleQueries.ts'
import styles from './styles.module.css'

/** All written styles that a person may use, and the one that is open beside them. */
export default function StylesPage() {
  const list = useQuery(stylesQuery)
  const organisations = useQuery(organisationsQuery).data ?? []
  const navigate = useNavigate()
  const [making, setMaking] = useState(false)
  const open = (styleId: string) => void navigate({ to: '/styles/$styleId', params: { styleId } })
  useCommands([
    { keys: 'n', label: 'New style', group: 'Written styles', run: () => setMaking(true) },
    ...(list.data ?? []).map(({ id, name }) => ({ label: name, group: 'Open a style', run: () => open(id) })),
  ])
  return (
    <div className={styles.page}>
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
        <div className={styles.index}>
          <div className={styles.indexHead}>
            <h1 className={styles.title}>Written styles</h1>
            <Button size="small" variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setMaking(true)}>
              New style
            </Button>
          </div>
          {list.isPending && <PagePending />}
          {list.error && !list.data && (
            <ErrorNotice
              happened="The styles could not be read."
              kept={sentenceOf(list.error)}
              action={<Button onClick={() => list.refetch()}>Try again</Button>}
            />
          )}
          {list.data && <StyleList list={list.data} organisations={organisations} />}
        </div>
        <main className={styles.scroll}>
          <Outlet />
        </main>
      </div>
      {making && (
        <NewStyleDialog organisations={organisations} onClose={() => setMaking(false)} onMade={({ id }) => open(id)} />
      )}
    </div>
  )
}

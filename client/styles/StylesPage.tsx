import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { organisationsQuery } from '../api/people.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { HomeFrame } from '../entry/HomeFrame.tsx'
import { Button } from '../ui/Button.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
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
    <HomeFrame>
      <div className={styles.index}>
        <div className={styles.indexHead}>
          <h1 className={styles.title}>Written styles</h1>
          <Button size="small" variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setMaking(true)}>
            New style
          </Button>
        </div>
        {list.isPending && <PagePending />}
        {!list.data && <ReadFailure query={list} what="The styles could not be read." />}
        {list.data && <StyleList list={list.data} organisations={organisations} />}
      </div>
      <main className={styles.scroll}>
        <Outlet />
      </main>
      {making && (
        <NewStyleDialog organisations={organisations} onClose={() => setMaking(false)} onMade={({ id }) => open(id)} />
      )}
    </HomeFrame>
  )
}

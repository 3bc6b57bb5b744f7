import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { organisationsQuery } from '../api/people.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { HomeFrame } from '../entry/HomeFrame.tsx'
import { Catalogue } from '../ui/Catalogue.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { NewStyleDialog } from './NewStyleDialog.tsx'
import { StyleList } from './StyleList.tsx'
import { stylesQuery } from './styleQueries.ts'

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
      <Catalogue
        title="Written styles"
        make="New style"
        onMake={() => setMaking(true)}
        list={
          <>
            {list.isPending && <PagePending />}
            {!list.data && <ReadFailure query={list} what="The styles could not be read." />}
            {list.data && <StyleList list={list.data} organisations={organisations} />}
          </>
        }
      >
        <Outlet />
      </Catalogue>
      {making && (
        <NewStyleDialog organisations={organisations} onClose={() => setMaking(false)} onMade={({ id }) => open(id)} />
      )}
    </HomeFrame>
  )
}

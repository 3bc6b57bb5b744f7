import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { operating } from '../../shared/core/api/operating.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { api } from '../api/request.ts'
import { HomeFrame } from '../entry/HomeFrame.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { Failures } from './Failures.tsx'
import { OpenDocuments } from './OpenDocuments.tsx'
import styles from './operating.module.css'
import { Queues } from './Queues.tsx'

/** Milliseconds between two looks while the page is in front. */
const EVERY = 5_000

/** How the server does, for its administrators: queues, what failed last, and what is open. */
export default function OperatingPage() {
  const shown = useQuery({
    queryKey: ['operating'],
    queryFn: () => api.get('/api/operating', operating),
    refetchInterval: ({ state }) => (state.status === 'error' ? false : EVERY),
    retry: false,
  })
  useEffect(() => {
    document.title = 'Queue and documents · Aiuteur'
  }, [])
  return (
    <HomeFrame>
      <main className={styles.page}>
        <div className={styles.content}>
          <h1 className={styles.title}>Queue and documents</h1>
          {shown.isPending && <PagePending />}
          <ReadFailure query={shown} />
          {shown.data && (
            <>
              <p className={styles.nothing}>Read again every {EVERY / 1000} seconds.</p>
              <Queues queues={shown.data.queues} />
              <Failures failures={shown.data.failures} />
              <OpenDocuments documents={shown.data.documents} />
            </>
          )}
        </div>
      </main>
    </HomeFrame>
  )
}

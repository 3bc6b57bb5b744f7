import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { type InvalidationEvent, invalidationLog } from '../../shared/core/api/invalidations.ts'
import { type OutdatedList, outdatedList } from '../../shared/core/api/outdated.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { api } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import styles from './warning.module.css'
import { priceSentence } from './words.ts'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** What is outdated on the timeline now, and the log of how that came: by whose edit, when, and when it was cleared. */
export function OutdatedLog({ onClose }: { onClose: () => void }) {
  const { project } = useProjectContext()
  const path = `/api/projects/${encodeURIComponent(project.id)}`
  const key = ['project', project.id, 'outdated', project.timelineId]
  const now = useQuery({
    queryKey: [...key, 'now'],
    queryFn: () => api.get(`${path}/outdated`, outdatedList),
  })
  const log = useInfiniteQuery({
    queryKey: [...key, 'log'],
    queryFn: ({ pageParam }) =>
      api.get(`${path}/invalidations${pageParam === null ? '' : `?before=${pageParam}`}`, invalidationLog),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  })
  const events = log.data?.pages.flatMap(page => page.events)
  return (
    <Dialog
      open
      wide
      onOpenChange={open => !open && onClose()}
      title={`Outdated on “${project.timelineName}”`}
      description={now.data && nowWords(now.data)}
    >
      {!events && (log.error ? <ReadFailure query={log} /> : <Spinner label="Reading the log" />)}
      {events?.length === 0 && <p>Nothing has become outdated on this timeline yet.</p>}
      {events && events.length > 0 && (
        <ol className={styles.log} aria-label="What became outdated">
          {events.map(event => (
            <Event key={event.id} event={event} />
          ))}
        </ol>
      )}
      {log.hasNextPage && (
        <Button variant="quiet" pending={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Older
        </Button>
      )}
    </Dialog>
  )
}

function nowWords({ things, assets, credits }: OutdatedList): string {
  const count = things.length + assets.length
  if (count === 0) return 'Nothing is outdated now.'
  const anew = things.filter(({ invalidated }) => invalidated).length + assets.length
  const waiting =
    anew === 0
      ? ''
      : ` ${anew} of that ${anew === 1 ? 'is' : 'are'} to be approved again, since the script was written anew.`
  return `${count === 1 ? '1 thing is' : `${count} things are`} outdated now.${waiting} ${priceSentence(credits)}`
}

function Event({ event: { at, by, document, things, count, open } }: { event: InvalidationEvent }) {
  const who = by.length === 0 ? 'Nobody knows who' : by.join(', ')
  const more = count - things.length
  return (
    <li className={styles.event}>
      <p className={styles.cause}>
        <span>
          {document ? (
            <>
              <strong>{who}</strong> edited <strong>{document.title}</strong>
            </>
          ) : (
            'It was outdated when this timeline was made, or came by more than one edit'
          )}
        </span>
        <time dateTime={at} className={styles.when}>
          {moment.format(new Date(at))}
        </time>
      </p>
      <ul className={styles.became}>
        {things.map(thing => (
          <li key={`${thing.sceneId} ${thing.reference}`} data-cleared={thing.clearedAt !== null}>
            {thing.clearedAt === null ? (
              <TriangleAlert role="img" aria-label="Outdated" />
            ) : (
              <CircleCheck role="img" aria-label="Cleared" />
            )}
            <span>
              {thing.name}
              <span className={styles.scene}>{thing.because}</span>
            </span>
            {thing.clearedAt !== null && (
              <span className={styles.when}>cleared {moment.format(new Date(thing.clearedAt))}</span>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.when}>
        {more > 0 && `and ${more} more. `}
        {open === 0 ? 'All of it is cleared.' : `${open} of ${count} still outdated.`}
      </p>
    </li>
  )
}

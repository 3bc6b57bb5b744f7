import { useInfiniteQuery } from '@tanstack/react-query'
import { type AuditOf, readAudit } from '../api/people.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { Button } from '../ui/Button.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { auditWords } from './auditWords.ts'
import styles from './people.module.css'

const PAGE = 100

const ABOUT: Record<AuditOf['kind'], string> = {
  project: 'Every change of rights in this project.',
  organisation: 'Every change of rights in this organisation, and which projects came and went.',
  account: 'What you and others did to your account: keys, passwords, sessions.',
}

/** Read again with what it is about; see events.ts for projects. */
const keyOf = (of: AuditOf): string[] =>
  of.kind === 'project'
    ? ['project', of.id, 'members', 'audit']
    : of.kind === 'organisation'
      ? ['organisations', of.id, 'audit']
      : ['account', 'audit']

/** Who changed which rights, newest first. Nobody can change it. */
export function AuditLog({ of }: { of: AuditOf }) {
  const log = useInfiniteQuery({
    queryKey: keyOf(of),
    queryFn: ({ pageParam }) => readAudit(of, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: page => (page.length < PAGE ? undefined : (page.at(-1)?.id ?? undefined)),
  })
  const rows = log.data?.pages.flat() ?? []
  return (
    <>
      <p className={styles.reason}>{ABOUT[of.kind]} Entries can be neither changed nor removed.</p>
      {log.isPending && <PagePending />}
      <ReadFailure query={log} what="The log could not be read." />
      {log.isSuccess && rows.length === 0 && <p className={styles.reason}>Nothing yet.</p>}
      {rows.length > 0 && (
        <ol className={styles.list} aria-label="Changes of rights">
          {rows.map(row => (
            <li key={row.id} className={styles.entry}>
              <time dateTime={row.at}>{new Date(row.at).toLocaleString()}</time>
              <p>
                <strong>{row.actor}</strong> {auditWords(row)}
              </p>
            </li>
          ))}
        </ol>
      )}
      {log.hasNextPage && (
        <Button pending={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
          Show older
        </Button>
      )}
    </>
  )
}

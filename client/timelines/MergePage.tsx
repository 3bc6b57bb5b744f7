import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { GitMerge } from 'lucide-react'
import { useState } from 'react'
import { merged } from '../../shared/core/api/merges.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { api, sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import '../ui/scriptFont.ts'
import { useToast } from '../ui/Toast.tsx'
import { useWarning } from '../warning/WarningProvider.tsx'
import { Hunk } from './Hunk.tsx'
import {
  type Choice,
  type Choices,
  choiceOf,
  chosenOf,
  keyOf,
  needsOf,
  type Placed,
  proposedOf,
  withNeeds,
} from './merged.ts'
import { mergePath, mergeQuery } from './queries.ts'
import styles from './timelines.module.css'
import { VersionsHead } from './VersionsHead.tsx'
import { documentTitle } from './words.ts'

/** What another timeline did that this one does not have: each change is taken, left or written otherwise. */
export default function MergePage() {
  const { project, canWrite } = useProjectContext()
  const { from = '' } = useSearch({ from: '/signed-in/p/$projectId/merge' })
  const { data, error, refetch } = useQuery(mergeQuery(project.id, project.timelineId, from))
  const [choices, setChoices] = useState<Choices>(new Map())
  const [message, setMessage] = useState('')
  const [looking, setLooking] = useState(false)
  const queries = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  const heading = data ? `Merge “${data.from.name}” into “${data.into.name}”` : 'Merge'
  const documents = data?.documents ?? []
  const chosen = chosenOf(choices, documents)
  const all = documents.flatMap(({ hunks }) => hunks)
  const conflicts = all.filter(hunk => hunk.conflict).length
  const send = useMutation({
    mutationFn: () => api.post(mergePath(project.timelineId, from), { choices: chosen, message }, merged),
    onSuccess: ({ taken }) => {
      void queries.invalidateQueries({ queryKey: ['project', project.id] })
      toast({
        title: taken === 1 ? 'Merged 1 change' : `Merged ${taken} changes`,
        detail: 'What stood there before is in the version history.',
        tone: 'ok',
      })
      void navigate({ to: '/p/$projectId/timelines', params: { projectId: project.id } })
    },
    // perhaps somebody wrote meanwhile: what is proposed now is shown
    onError: () => void refetch(),
  })
  const warn = useWarning()
  const merge = async (): Promise<void> => {
    setLooking(true)
    await warn({
      operation: { kind: 'merge', from, choices: chosen },
      title: `Merge “${data?.from.name}” into “${data?.into.name}”?`,
      confirm: 'Merge',
      before: `merging “${data?.from.name}”`,
      run: () => send.mutate(),
    })
    setLooking(false)
  }
  const proposed = proposedOf(documents)
  const choose = (of: Placed, choice: Choice): void => {
    const next = new Map(choices)
    for (const one of withNeeds(documents, of, choice !== 'leave')) {
      const key = keyOf(one.document, one.hunk)
      if (one.hunk === of.hunk) next.set(key, choice)
      else if (choice === 'leave') next.set(key, 'leave')
      else if (choiceOf(choices, proposed, one) === 'leave') next.set(key, 'take')
    }
    setChoices(next)
  }
  const leaveAll = (): void =>
    setChoices(new Map(documents.flatMap(of => of.hunks.map(hunk => [keyOf(of, hunk), 'leave'] as const))))
  return (
    <div className={styles.compare}>
      <VersionsHead heading={heading}>
        {all.length > 0 && (
          <>
            <span className={styles.count} role="status">
              {all.length === 1 ? '1 change' : `${all.length} changes`}
              {conflicts > 0 && (conflicts === 1 ? ', 1 conflict' : `, ${conflicts} conflicts`)}
            </span>
            <span className={styles.zoom}>
              <Button variant="quiet" onClick={() => setChoices(new Map())}>
                Take all that fits
              </Button>
              <Button variant="quiet" onClick={leaveAll}>
                Leave all
              </Button>
            </span>
          </>
        )}
      </VersionsHead>
      {!data && <ReadFailure query={{ error, refetch }} />}
      {!data && !error && <PagePending />}
      {data && all.length === 0 && (
        <EmptyState icon={<GitMerge aria-hidden="true" />} title="Nothing to merge">
          <p>
            “{data.into.name}” has everything that “{data.from.name}” has.
          </p>
        </EmptyState>
      )}
      {data && all.length > 0 && (
        <main className={styles.merging}>
          {documents.map(of => (
            <section key={of.key} aria-label={documentTitle(of)} className={styles.change}>
              <h2 className={styles.changeTitle}>{documentTitle(of)}</h2>
              {of.closed !== null && <p className={styles.closed}>{of.closed}</p>}
              <ol className={styles.hunks}>
                {of.hunks.map(hunk => (
                  <li key={hunk.id}>
                    <Hunk
                      hunk={hunk}
                      needs={needsOf(documents, { document: of, hunk }).map(({ hunk: { title } }) => title)}
                      choice={choiceOf(choices, proposed, { document: of, hunk })}
                      closed={of.closed !== null || !canWrite}
                      from={data.from.name}
                      into={data.into.name}
                      onChoose={choice => choose({ document: of, hunk }, choice)}
                    />
                  </li>
                ))}
              </ol>
            </section>
          ))}
          <form
            className={styles.send}
            onSubmit={event => {
              event.preventDefault()
              // Enter in the field comes here, whatever the button says
              if (canWrite && chosen.length > 0 && !looking && !send.isPending) void merge()
            }}
          >
            <Field label="Why (optional)" hint="What is left is not lost: it is proposed again next time.">
              <Input value={message} maxLength={2000} onChange={event => setMessage(event.target.value)} />
            </Field>
            {send.error && (
              <ErrorNotice
                happened={sentenceOf(send.error)}
                kept="Your choices and your words are still here. What was merged already is not proposed again."
              />
            )}
            <Button
              type="submit"
              variant="primary"
              icon={<GitMerge aria-hidden="true" />}
              pending={looking || send.isPending}
              disabledReason={!canWrite ? 'Editors can do this.' : chosen.length === 0 ? 'Nothing is taken yet.' : null}
            >
              {chosen.length === 1 ? 'Merge 1 change' : `Merge ${chosen.length} changes`}
            </Button>
          </form>
        </main>
      )}
    </div>
  )
}

import { may } from '../../shared/core/access.ts'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import { useProjectContext } from '../project/context.tsx'
import { useJobActions } from '../project/useJobActions.ts'
import { Button } from '../ui/Button.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import styles from './beats.module.css'

/** An agent at work, and its words as they arrive: everybody sees the same. */
export function RunningDraft({ draft, me }: { draft: Draft; me: string }) {
  const { project, role } = useProjectContext()
  const { cancel, pending } = useJobActions(project.id)
  const { jobId, askedBy, instruction } = draft
  return (
    <section className={styles.draft} aria-label={`${draft.name} is writing`}>
      <div className={styles.draftHead}>
        <p>
          <Spinner label={null} />
          {draft.name} is writing
          <span className={styles.quiet}>
            {askedBy && ` – ${askedBy.id === me ? 'you' : askedBy.name} asked`}
            {instruction !== '' && `: ${instruction}`}
          </span>
        </p>
        <Button
          size="small"
          pending={pending === jobId}
          disabledReason={may(role, 'agent.run') ? null : 'Editors can do this.'}
          onClick={() => cancel(jobId)}
          title="The beats stay as they are."
        >
          Cancel
        </Button>
      </div>
      {/* the words are read once, as what they become */}
      {draft.text !== '' && (
        <p className={styles.arriving} aria-hidden="true">
          {draft.text}
        </p>
      )}
    </section>
  )
}

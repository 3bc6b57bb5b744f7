import type { Draft } from '../../shared/core/drafts/drafts.ts'
import { Spinner } from '../ui/Spinner.tsx'
import styles from './beats.module.css'

/** An agent at work, and its words as they arrive: everybody sees the same. */
export function RunningDraft({ draft, me }: { draft: Draft; me: string }) {
  const { askedBy, instruction } = draft
  return (
    <section className={styles.draft} aria-label={`${draft.name} is writing`}>
      <p>
        <Spinner label={null} />
        {draft.name} is writing
        <span className={styles.quiet}>
          {askedBy && ` – ${askedBy.id === me ? 'you' : askedBy.name} asked`}
          {instruction !== '' && `: ${instruction}`}
        </span>
      </p>
      {/* the words are read once, as what they become */}
      {draft.text !== '' && (
        <p className={styles.arriving} aria-hidden="true">
          {draft.text}
        </p>
      )}
    </section>
  )
}

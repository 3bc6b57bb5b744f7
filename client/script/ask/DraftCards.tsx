import { type Draft, draftKey } from '../../../shared/core/drafts/drafts.ts'
import './ask.css'

/** One card for each agent at work: who asked what, and the words as they arrive, for everybody in the script. */
export function DraftCards({ drafts, userId }: { drafts: readonly Draft[]; userId: string }) {
  if (drafts.length === 0) return null
  return (
    <section className="drafts" aria-label="Agents at work">
      {drafts.map(draft => (
        <article key={draftKey(draft.jobId, draft.part)} className="draft">
          <div className="draft-who">{draft.name} is writing</div>
          <p className="draft-asked">
            {draft.askedBy?.id === userId ? 'You' : (draft.askedBy?.name ?? 'Nobody')}{' '}
            {draft.instruction === '' ? 'asked for it' : `asked: “${draft.instruction}”`}
          </p>
          {/* the card says who writes; the words are read once, as the suggestion they become */}
          <p className="draft-text" aria-hidden="true">
            {draft.state === 'waiting' ? 'Reading the passage…' : draft.text}
          </p>
        </article>
      ))}
    </section>
  )
}

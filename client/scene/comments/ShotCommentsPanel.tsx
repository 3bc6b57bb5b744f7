import type { Anchor } from '../../../shared/core/comments/thread.ts'
import { addThread } from '../../../shared/core/comments/write.ts'
import { SHOT_COLUMNS } from '../../../shared/core/shots/columns.ts'
import type { Shot } from '../../../shared/core/shots/shots.ts'
import { Composer } from '../../comments/Composer.tsx'
import { ThreadList } from '../../comments/ThreadList.tsx'
import type { CellRef } from '../grid/selection.ts'
import type { ShotComments } from './useShotComments.ts'

interface ShotCommentsPanelProps {
  shots: readonly Shot[]
  of: ShotComments
  /** Where one is in the table. */
  cell: CellRef | null
  onGo: (cell: CellRef) => void
}

/** The comments on the cells of a shot table, in the order of the shots. */
export function ShotCommentsPanel({ shots, of, cell, onGo }: ShotCommentsPanelProps) {
  const { comments, draft, active, look, endDraft, choose } = of
  const { document, threads, me } = comments
  const place = (anchor: Anchor): number =>
    anchor.kind === 'cell' ? shots.findIndex(({ id }) => id === anchor.shot) : -1
  const placeOf = (anchor: Anchor): { words: string; gone: boolean } => {
    const shot = shots[place(anchor)]
    if (!shot || anchor.kind !== 'cell') return { words: '', gone: true }
    return { words: nameOf(shot, anchor.column), gone: false }
  }
  // those on shots that are gone are last
  const rank = (anchor: Anchor): number => (place(anchor) < 0 ? shots.length : place(anchor))
  const leave = () => {
    endDraft()
    if (draft) onGo({ shotId: draft.shot, column: draft.column })
  }
  return (
    <>
      {draft && (
        <div className="comment-new">
          <p className="comment-quote">
            <span className="comment-place">{placeOf(draft).words}</span>
            {draft.words && <span>“{draft.words}”</span>}
          </p>
          <Composer
            key={`${draft.shot} ${draft.column}`}
            comments={comments}
            label="New comment"
            send="Comment"
            autoFocus
            onSend={body => {
              if (!document) return
              choose(addThread(document.doc, draft, me.id, body).thread)
              leave()
            }}
            onCancel={leave}
          />
        </div>
      )}
      <ThreadList
        comments={comments}
        threads={[...threads].sort((a, b) => rank(a.anchor) - rank(b.anchor))}
        active={active}
        look={look}
        placeOf={({ anchor }) => placeOf(anchor)}
        hint={cell ? 'Press Ctrl+Alt+M to comment on the cell in hand.' : 'Go to a cell and press Ctrl+Alt+M.'}
        onChoose={choose}
        onJump={({ anchor }) => anchor.kind === 'cell' && onGo({ shotId: anchor.shot, column: anchor.column })}
      />
    </>
  )
}

const nameOf = ({ label }: Shot, column: string): string => {
  const title = SHOT_COLUMNS.find(({ key }) => key === column)?.title ?? column
  return column === 'label' ? `Shot ${label}` : `Shot ${label}, ${title}`
}

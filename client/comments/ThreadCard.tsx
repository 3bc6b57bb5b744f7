import { CheckCheck, RotateCcw } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Thread } from '../../shared/core/comments/thread.ts'
import { reply, setResolved } from '../../shared/core/comments/write.ts'
import { announce } from '../ui/announce.ts'
import { IconButton } from '../ui/Button.tsx'
import { Composer } from './Composer.tsx'
import { MessageItem } from './MessageItem.tsx'
import type { Comments } from './useComments.ts'

interface ThreadCardProps {
  comments: Comments
  thread: Thread
  /** What it is on, in words: 'Scene 2', 'Shot 3A, Action'. '' where the words say it. */
  place: string
  /** What it was on is no longer there. */
  gone: boolean
  active: boolean
  /** A new object each time the card is to be looked at. */
  look: object | null
  onChoose: () => void
  /** Shows what it is on; the focus goes there. */
  onJump: () => void
}

/** One thread: what it is on, what was said, an answer, and whether it is resolved. */
export function ThreadCard({ comments, thread, place, gone, active, look, onChoose, onJump }: ThreadCardProps) {
  const card = useRef<HTMLLIElement>(null)
  const { document, me, reason, nameOf } = comments
  const { words } = thread.anchor
  const isResolved = thread.resolvedBy !== null
  useEffect(() => {
    if (!look) return
    card.current?.scrollIntoView({ block: 'nearest' })
    card.current?.focus({ preventScroll: true })
  }, [look])
  useEffect(() => {
    if (active) card.current?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const first = thread.messages.find(({ deleted }) => !deleted)
  return (
    <li
      ref={card}
      className="comment-thread"
      tabIndex={-1}
      aria-label={`Comment by ${nameOf(first?.author ?? '')} on “${words || place}”`}
      data-active={active || undefined}
      data-resolved={isResolved || undefined}
      onFocus={onChoose}
    >
      <div className="comment-top">
        {gone ? (
          <p className="comment-quote" data-gone>
            {words === '' ? 'What this was on is gone.' : <>Was on “{words}”, which is gone.</>}
          </p>
        ) : (
          <button type="button" className="comment-quote" onClick={onJump}>
            <span className="sr-only">Go to </span>
            {place && <span className="comment-place">{place}</span>}
            {words && <span>“{words}”</span>}
          </button>
        )}
        <IconButton
          size="small"
          label={isResolved ? 'Open again' : 'Resolve'}
          disabledReason={reason}
          onClick={() => {
            if (document) setResolved(document.doc, thread.id, me.id, !isResolved)
            announce(isResolved ? 'The comment is open again.' : 'The comment is resolved.')
          }}
        >
          {isResolved ? <RotateCcw /> : <CheckCheck />}
        </IconButton>
      </div>
      {thread.resolvedBy !== null && <p className="comment-hint">Resolved by {nameOf(thread.resolvedBy)}</p>}
      <ul className="comment-messages">
        {thread.messages.map(message => (
          <MessageItem key={message.id} comments={comments} threadId={thread.id} message={message} />
        ))}
      </ul>
      {active && reason === null && (
        <Composer
          comments={comments}
          label="Reply"
          send="Reply"
          onSend={body => {
            if (document) reply(document.doc, thread.id, me.id, body)
          }}
        />
      )}
    </li>
  )
}

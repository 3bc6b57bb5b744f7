import { type KeyboardEvent, useState } from 'react'
import { FILTERS, type Filter, isIn } from '../../shared/core/comments/filter.ts'
import type { Thread } from '../../shared/core/comments/thread.ts'
import { ThreadCard } from './ThreadCard.tsx'
import type { Comments } from './useComments.ts'
import './comments.css'

const NAMES: Record<Filter, string> = { open: 'Open', resolved: 'Resolved', mine: 'Mine', mentions: 'Mentions me' }
const EMPTY: Record<Filter, string> = {
  open: 'No open comments.',
  resolved: 'Nothing is resolved yet.',
  mine: 'You have not commented here yet.',
  mentions: 'Nobody has mentioned you here.',
}

interface ThreadListProps {
  comments: Comments
  /** In the order in which they are shown. */
  threads: readonly Thread[]
  active: string | null
  /** The thread to look at: the list shows it whatever its filter, and gives it the focus. */
  look: { id: string } | null
  placeOf: (thread: Thread) => { words: string; gone: boolean }
  /** How one makes a comment here, where there is none. */
  hint: string
  onChoose: (threadId: string) => void
  onJump: (thread: Thread) => void
}

/** The threads on a document, by filter; up and down go from one to the next. */
export function ThreadList({ comments, threads, active, look, placeOf, hint, onChoose, onJump }: ThreadListProps) {
  const [filter, setFilter] = useState<Filter>('open')
  const { me } = comments
  // the one in hand stays while it is looked at, whatever becomes of it
  const shown = threads.filter(thread => isIn(thread, filter, me.id) || thread.id === look?.id)
  const onKeyDown = (event: KeyboardEvent<HTMLOListElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    if (event.target instanceof HTMLTextAreaElement) return
    const cards = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > li')]
    const at = cards.findIndex(card => card.contains(document.activeElement))
    event.preventDefault()
    cards[Math.min(cards.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
  }
  return (
    <>
      <fieldset className="comment-filters">
        <legend className="sr-only">Which comments</legend>
        {FILTERS.map(name => (
          <label key={name} data-checked={filter === name || undefined}>
            <input type="radio" className="sr-only" checked={filter === name} onChange={() => setFilter(name)} />
            {NAMES[name]} <span>{threads.filter(thread => isIn(thread, name, me.id)).length}</span>
          </label>
        ))}
      </fieldset>
      {shown.length === 0 ? (
        <p className="comment-none">
          {EMPTY[filter]} {comments.reason ?? hint}
        </p>
      ) : (
        <ol className="comment-threads" aria-label="Comments" onKeyDown={onKeyDown}>
          {shown.map(thread => {
            const { words, gone } = placeOf(thread)
            return (
              <ThreadCard
                key={thread.id}
                comments={comments}
                thread={thread}
                place={words}
                gone={gone}
                active={thread.id === active}
                look={look?.id === thread.id ? look : null}
                onChoose={() => onChoose(thread.id)}
                onJump={() => onJump(thread)}
              />
            )
          })}
        </ol>
      )}
    </>
  )
}

import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { segmentsOf } from '../../shared/core/comments/mentions.ts'
import type { Message } from '../../shared/core/comments/thread.ts'
import { deleteMessage, editMessage } from '../../shared/core/comments/write.ts'
import { announce } from '../ui/announce.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { personColour } from '../ui/people.ts'
import { relativeTime } from '../ui/time.ts'
import { Composer } from './Composer.tsx'
import type { Comments } from './useComments.ts'

interface MessageItemProps {
  comments: Comments
  threadId: string
  message: Message
}

/** What somebody said. Its author edits and deletes it here. */
export function MessageItem({ comments, threadId, message }: MessageItemProps) {
  const [doing, setDoing] = useState<'edit' | 'delete' | null>(null)
  const { document, me, reason, nameOf } = comments
  if (message.deleted) return <li className="comment-message comment-deleted">A message was deleted.</li>
  const name = nameOf(message.author)
  const isMine = message.author === me.id
  return (
    <li className="comment-message">
      <p className="comment-head">
        <span className="comment-author" style={{ ['--person' as string]: personColour(message.author) }}>
          {isMine ? `${name} (you)` : name}
        </span>
        <span className="comment-when">
          {message.at ? <time dateTime={message.at}>{relativeTime(message.at)}</time> : 'not sent yet'}
          {message.edited && ', edited'}
        </span>
        {isMine && doing === null && (
          <span className="comment-own">
            <IconButton size="small" label="Edit message" disabledReason={reason} onClick={() => setDoing('edit')}>
              <Pencil />
            </IconButton>
            <IconButton size="small" label="Delete message" disabledReason={reason} onClick={() => setDoing('delete')}>
              <Trash2 />
            </IconButton>
          </span>
        )}
      </p>
      {doing === 'edit' ? (
        <Composer
          comments={comments}
          label="Edit message"
          send="Save"
          initial={message.body}
          autoFocus
          onSend={body => {
            if (document) editMessage(document.doc, threadId, message.id, me.id, body)
            setDoing(null)
          }}
          onCancel={() => setDoing(null)}
        />
      ) : (
        <p className="comment-body">
          {segmentsOf(message.body).map((segment, i) =>
            'mention' in segment ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: parts of one message have no identity but their place
              <span key={i} className="comment-mention" data-me={segment.mention.id === me.id || undefined}>
                @{segment.mention.name}
              </span>
            ) : (
              segment.text
            ),
          )}
        </p>
      )}
      {doing === 'delete' && (
        <div className="comment-acts">
          <span className="comment-hint">Delete it for everybody? Answers stay.</span>
          <Button size="small" variant="quiet" onClick={() => setDoing(null)}>
            Keep
          </Button>
          <Button
            size="small"
            variant="danger"
            onClick={() => {
              if (document) deleteMessage(document.doc, threadId, message.id, me.id)
              announce('The message is deleted.')
            }}
          >
            Delete
          </Button>
        </div>
      )}
    </li>
  )
}

import { useMemo, useSyncExternalStore } from 'react'
import type { Thread } from '../../../shared/core/comments/thread.ts'
import { addThread } from '../../../shared/core/comments/write.ts'
import { Composer } from '../../comments/Composer.tsx'
import { ThreadList } from '../../comments/ThreadList.tsx'
import { useComments } from '../../comments/useComments.ts'
import { useScript } from '../context.tsx'
import { commentLayerOf } from './layerOf.ts'

/** The comments on the script, or the variant, in its order. */
export function CommentsPanel() {
  const { binding, open, editor, goToLine } = useScript()
  const comments = useComments(open.documentId)
  const layer = commentLayerOf(binding)
  const { placed, draft, active, look } = useSyncExternalStore(layer.subscribe, layer.getSnapshot)
  const { threads, document } = comments
  const ordered = useMemo(() => {
    const rank = new Map(placed.map((id, i) => [id, i]))
    // what is on nothing any more is last
    const of = ({ id }: Thread): number => rank.get(id) ?? placed.length
    return threads.filter(thread => !layer.isElsewhere(thread)).sort((a, b) => of(a) - of(b))
  }, [layer, threads, placed])
  const isPlaced = useMemo(() => new Set(placed), [placed])
  return (
    <>
      {draft && (
        <div className="comment-new">
          <p className="comment-quote">“{draft.words}”</p>
          <Composer
            key={JSON.stringify(draft.start)}
            comments={comments}
            label="New comment"
            send="Comment"
            autoFocus
            onSend={body => {
              if (!document) return
              const { thread } = addThread(document.doc, draft, comments.me.id, body)
              layer.endDraft()
              layer.choose(thread)
              editor.view.focus()
            }}
            onCancel={() => {
              layer.endDraft()
              editor.view.focus()
            }}
          />
        </div>
      )}
      <ThreadList
        comments={comments}
        threads={ordered}
        active={active}
        look={look}
        placeOf={({ id }) => ({ words: '', gone: !isPlaced.has(id) })}
        hint="Select words and press Ctrl+Alt+M."
        onChoose={id => layer.choose(id)}
        onJump={({ id }) => {
          const place = layer.placeOf(id)
          if (place) goToLine(place.lineId, place)
        }}
      />
    </>
  )
}

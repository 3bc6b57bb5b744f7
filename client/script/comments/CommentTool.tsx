import { useLocation } from '@tanstack/react-router'
import { MessageSquarePlus } from 'lucide-react'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useComments } from '../../comments/useComments.ts'
import { IconButton } from '../../ui/Button.tsx'
import { useCommands } from '../../ui/shortcuts/commands.ts'
import { useScript } from '../context.tsx'
import { commentLayerOf } from './layerOf.ts'
import { useBeginComment } from './useBegin.ts'

/** Begins a comment on the selected words, keeps the marks of comments in the text, and follows an address to a thread. */
export function CommentTool() {
  const part = useScript()
  const { binding, editor, open, showPanel } = part
  const { threads, reason } = useComments(open.documentId)
  const layer = commentLayerOf(binding)
  const begin = useBeginComment(part, open.documentId)
  useEffect(() => layer.setThreads(threads), [layer, threads])
  useEffect(() => {
    layer.onOpen = () => showPanel('comments')
    return () => {
      layer.onOpen = () => {}
    }
  }, [layer, showPanel])

  const isRead = part.panel === 'comments'
  useEffect(() => {
    if (!isRead) layer.leave()
  }, [layer, isRead])

  const { hash, state } = useLocation()
  const followed = useRef('')
  useEffect(() => {
    const thread = /^comment=(.+)$/.exec(hash)?.[1]
    const visit = `${state.__TSR_key} ${hash}`
    if (thread === undefined || followed.current === visit) return
    if (!threads.some(({ id }) => id === decodeURIComponent(thread))) return
    followed.current = visit
    layer.setThreads(threads)
    const place = layer.placeOf(decodeURIComponent(thread))
    if (place) part.goToLine(place.lineId, place)
    layer.open(decodeURIComponent(thread))
  }, [hash, state, threads, layer, part])

  const { draft } = useSyncExternalStore(layer.subscribe, layer.getSnapshot)
  useCommands([
    {
      label: 'Comment on the selected words',
      group: 'Comments',
      keys: 'mod+alt+m',
      keywords: 'note thread',
      run: begin,
    },
    {
      label: 'Read the comment on these words',
      group: 'Comments',
      keys: 'mod+alt+o',
      keywords: 'thread answer reply',
      run: () => {
        const thread = layer.threadAt(editor.state.selection.head)
        if (thread !== null) layer.open(thread)
        else showPanel('comments')
      },
    },
  ])
  return (
    <IconButton
      label="Comment"
      keys="mod+alt+m"
      pressed={draft !== null}
      disabledReason={reason}
      onMouseDown={event => event.preventDefault()}
      onClick={begin}
    >
      <MessageSquarePlus size={15} />
    </IconButton>
  )
}

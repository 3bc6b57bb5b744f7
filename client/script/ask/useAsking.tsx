import { useCallback, useMemo, useState } from 'react'
import type { AgentCard } from '../../../shared/core/api/schemas.ts'
import { useToast } from '../../ui/Toast.tsx'
import type { ScriptPart } from '../context.tsx'
import { AskAgent } from './AskAgent.tsx'
import { getAskedRange, setAskedRange } from './askedRange.ts'
import { type AskRequest, selectionRequest } from './request.ts'

/** What is asked about. */
interface Asked {
  words: string
  lines: string[]
}

type Editing = Pick<ScriptPart, 'editor'> & { binding: ScriptPart['binding'] | null }

/** Asking an agent about words: keeps them marked while the question is written. */
export interface Asking {
  /** About the selected words, or about a range of the editor. */
  ask: (range?: { from: number; to: number } | null) => void
  /** What stands on the page while one asks. */
  question: React.ReactNode
}

export function useAsking(
  { editor, binding }: Editing,
  stage: 'script' | 'treatment',
  canWrite: boolean,
  agent: AgentCard | undefined,
  onAsk: (request: AskRequest) => Promise<void>,
): Asking {
  const [asked, setAsked] = useState<Asked | null>(null)
  const toast = useToast()
  const ask = useCallback(
    (range: { from: number; to: number } | null = null) => {
      if (!canWrite) return
      const { from, to } = range ?? editor.state.selection
      if (from === to)
        return toast({ title: 'Select the words first', detail: 'Then press / or Ctrl+J and say what should change.' })
      editor.view.dispatch(setAskedRange(editor.state.tr, { from, to }))
      const lines: string[] = []
      editor.state.doc.nodesBetween(from, to, node => {
        if (typeof node.attrs.id === 'string') lines.push(node.attrs.id)
      })
      setAsked({ words: editor.state.doc.textBetween(from, to, ' '), lines })
    },
    [editor, canWrite, toast],
  )
  const stop = useCallback(() => {
    setAsked(null)
    if (editor.isDestroyed) return
    editor.view.dispatch(setAskedRange(editor.state.tr, null))
    editor.view.focus()
  }, [editor])
  const send = async (instruction: string) => {
    const range = getAskedRange(editor.state)
    if (!range || !binding) throw new Error('The selected words are gone. Select the passage again; nothing was sent.')
    await onAsk(selectionRequest(binding, editor.state.doc, range, instruction))
    stop()
  }
  const anchor = useMemo(
    () => ({
      current: {
        getBoundingClientRect: () => {
          const range = getAskedRange(editor.state) ?? editor.state.selection
          const start = editor.view.coordsAtPos(range.from)
          const end = editor.view.coordsAtPos(range.to)
          return new DOMRect(start.left, start.top, 1, Math.max(1, end.bottom - start.top))
        },
      },
    }),
    [editor],
  )
  const question = asked && (
    <AskAgent
      key={asked.words}
      open
      agent={agent}
      words={asked.words}
      operation={{ kind: 'edit', stage, elements: asked.lines }}
      anchor={anchor}
      onAsk={send}
      onClose={stop}
    />
  )
  return { ask, question }
}

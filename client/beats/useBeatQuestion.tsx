import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import * as Y from 'yjs'
import { type BeatText, beatText, readBeats } from '../../shared/core/beats/beats.ts'
import { useAgents, useRunAgent } from '../api/hooks.ts'
import { AskAgent } from '../script/ask/AskAgent.tsx'
import type { AskRequest } from '../script/ask/request.ts'
import type { useToast } from '../ui/Toast.tsx'
import type { BeatHand } from './useBeatActs.ts'

/** What the question is about, and where it stands. */
interface Asked {
  words: string
  request: Omit<AskRequest, 'instruction'>
  /** What gets the focus back. */
  from: HTMLElement
}

export interface BeatQuestion {
  /** Asks about the words that are selected in a text of a beat. */
  askWords: (id: string, column: BeatText, area: HTMLTextAreaElement) => void
  /** Asks about whole beats. */
  askBeats: (ids: readonly string[], from: HTMLElement) => void
  /** What stands on the page while one asks. */
  question: ReactNode
}

/** Asking an agent to rewrite words of a beat, or several beats, by an instruction. */
export function useBeatQuestion(
  projectId: string,
  documentId: string,
  hand: BeatHand,
  canWrite: boolean,
  toast: ReturnType<typeof useToast>,
): BeatQuestion {
  const [asked, setAsked] = useState<Asked | null>(null)
  const agent = useAgents(projectId).data?.find(one => one.name === 'rewrite')
  const runAgent = useRunAgent(projectId)
  const { doc } = hand
  const askWords = useCallback(
    (id: string, column: BeatText, area: HTMLTextAreaElement) => {
      const text = beatText(doc, id, column)
      const { selectionStart: from, selectionEnd: to } = area
      if (!canWrite || !text) return
      if (from === to)
        return toast({ title: 'Select the words first', detail: 'Then press Ctrl+J and say what should change.' })
      // they stay on their words while a colleague types before them
      const place = (index: number, assoc: number): Record<string, unknown> => ({
        ...Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index, assoc)),
      })
      setAsked({
        words: text.toString().slice(from, to),
        request: { selection: { start: place(from, 0), end: place(to, -1) } },
        from: area,
      })
    },
    [doc, canWrite, toast],
  )
  const askBeats = useCallback(
    (ids: readonly string[], from: HTMLElement) => {
      const beats = readBeats(doc).filter(({ id }) => ids.includes(id))
      if (!canWrite || beats.length === 0) return
      const words = beats.map(({ number, title }) => (title.trim() === '' ? `Beat ${number}` : title.trim())).join(', ')
      setAsked({ words, request: { rowIds: beats.map(({ id }) => id) }, from })
    },
    [doc, canWrite],
  )
  const latest = useRef(asked)
  latest.current = asked
  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => latest.current?.from.getBoundingClientRect() ?? new DOMRect() } }),
    [],
  )
  const close = () => {
    asked?.from.focus()
    setAsked(null)
  }
  const question = asked && (
    <AskAgent
      key={asked.words}
      open
      agent={agent}
      words={asked.words}
      operation={{ kind: 'edit', stage: 'beats', elements: null }}
      anchor={anchor}
      onAsk={async instruction => {
        await runAgent('rewrite', { ...asked.request, documentId, instruction })
        close()
      }}
      onClose={close}
    />
  )
  return { askWords, askBeats, question }
}

import { useMemo } from 'react'
import type * as Y from 'yjs'
import { type Beat, beatOrder, readBeats } from '../../shared/core/beats/beats.ts'
import { type BeatUndo, keptBeats } from '../../shared/core/beats/undo.ts'
import { addBeat, deleteBeats, mergeBeats, moveBeats, restoreBeats, splitBeat } from '../../shared/core/beats/write.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { announce } from '../ui/announce.ts'
import type { useToast } from '../ui/Toast.tsx'
import type { Warn } from '../warning/WarningProvider.tsx'

/** What a person writes the sheet with. */
export interface BeatHand {
  doc: Y.Doc
  undo: BeatUndo
  origin: object
  author: Author
}

/** A part of a beat to put the focus on. */
export interface BeatPlace {
  id: string
  part: 'number' | 'title' | 'body'
}

export interface BeatActs {
  undo: () => void
  redo: () => void
  /** An empty beat behind `after`, to be written by hand. */
  add: (after: string | null) => void
  remove: (id: string) => void
  split: (id: string, offset: number) => void
  mergeWithNext: (id: string) => void
  /** One place up or down; false at the ends of the sheet. */
  moveByOne: (id: string, by: -1 | 1) => boolean
  moveBehind: (id: string, after: string | null) => void
}

const named = ({ number, title }: Pick<Beat, 'number' | 'title'>): string =>
  title.trim() === '' ? `Beat ${number}` : `“${title.trim()}”`

/** What the buttons, keys and hands on the sheet do. Each act is undone as one step, by whoever did it. */
export function useBeatActs(
  hand: BeatHand,
  canWrite: boolean,
  toast: ReturnType<typeof useToast>,
  goTo: (place: BeatPlace) => void,
  warn: Warn,
): BeatActs {
  return useMemo(() => {
    const { doc, undo, origin, author } = hand
    const asOneStep = <T>(act: () => T): T => {
      undo.endAct()
      try {
        return act()
      } finally {
        undo.endAct()
      }
    }
    const find = (id: string) => readBeats(doc).find(beat => beat.id === id)
    const step = (how: 'undo' | 'redo') => {
      if (!canWrite) return
      const outcome = undo[how]()
      if (!outcome) return announce(how === 'undo' ? 'Nothing of yours to undo.' : 'Nothing to redo.')
      announce(how === 'undo' ? 'Undone.' : 'Redone.')
      if (outcome.kept.length > 0) toast({ title: 'The beat stays', detail: keptBeats(outcome.kept) })
    }
    const moveBehind = (id: string, after: string | null) => {
      const order = beatOrder(doc)
      const from = order.findIndex(beat => beat.id === id)
      if (!canWrite || from < 0 || after === id || (order[from - 1]?.id ?? null) === after) return
      asOneStep(() => moveBeats(doc, [id], after, origin))
      const moved = find(id)
      if (moved) announce(`${named(moved)} is now beat ${moved.number} of ${order.length}.`)
    }
    /** What is in step with the beats is not, after an act on one of them. */
    const warned = (id: string, title: string, confirm: string, run: () => void): void =>
      void warn({
        operation: { kind: 'edit', stage: 'beats', elements: [id] },
        title,
        confirm,
        before: 'editing the beat sheet',
        quiet: 'beats',
        run,
      })
    return {
      undo: () => step('undo'),
      redo: () => step('redo'),
      add(after) {
        if (!canWrite) return
        const id = asOneStep(() => addBeat(doc, after, { madeBy: author }, origin))
        goTo({ id, part: 'title' })
        announce(`Beat ${find(id)?.number ?? ''} added.`)
      },
      remove(id) {
        const asked = find(id)
        if (!canWrite || !asked) return
        warned(id, `Remove ${named(asked)}?`, 'Remove', () => {
          const beat = find(id)
          if (!beat) return
          const order = beatOrder(doc)
          const next = order[beat.number] ?? order[beat.number - 2]
          asOneStep(() => deleteBeats(doc, [id], origin))
          if (next) goTo({ id: next.id, part: 'number' })
          toast({
            title: `${named(beat)} removed`,
            // this beat, whatever was done since
            action: { label: 'Undo', run: () => asOneStep(() => restoreBeats(doc, [id], origin)) },
          })
        })
      },
      split(id, offset) {
        const asked = find(id)
        if (!canWrite || !asked) return
        warned(id, `Split ${named(asked)}?`, 'Split', () => {
          const made = asOneStep(() => splitBeat(doc, id, offset, author, origin))
          if (made === null) {
            toast({
              title: 'Nothing was split',
              detail: 'Put the caret where the second beat is to begin, then split.',
            })
            return
          }
          goTo({ id: made, part: 'body' })
          announce(`Split. The second part is beat ${find(made)?.number ?? ''}.`)
        })
      },
      mergeWithNext(id) {
        const beat = find(id)
        const next = beat && beatOrder(doc)[beat.number]
        if (!canWrite || !next) return
        warned(id, `Merge beat ${beat.number + 1} into ${named(beat)}?`, 'Merge', () => {
          if (!asOneStep(() => mergeBeats(doc, id, next.id, origin))) return
          goTo({ id, part: 'number' })
          announce(`Beat ${beat.number + 1} was merged into ${named(beat)}.`)
        })
      },
      moveByOne(id, by) {
        const order = beatOrder(doc)
        const to = order.findIndex(beat => beat.id === id) + by
        if (!canWrite || to < 0 || to >= order.length) return false
        moveBehind(id, (by > 0 ? order[to]?.id : order[to - 1]?.id) ?? null)
        return true
      },
      moveBehind,
    }
  }, [hand, canWrite, toast, goTo, warn])
}

import { useEffect, useMemo, useRef, useState } from 'react'
import { reviseSuggestion } from '../../shared/core/suggestions/revise.ts'
import { acceptGroup, acceptSuggestion, rejectGroup, rejectSuggestion } from '../../shared/core/suggestions/settle.ts'
import { type Suggestion, SuggestionError } from '../../shared/core/suggestions/suggestion.ts'
import { announce } from '../ui/announce.ts'
import type { BeatHand } from './useBeatActs.ts'
import type { Waiting } from './waiting.ts'

export interface Settling {
  /** Why the last act on a suggestion, or on a group, did nothing. */
  problem: { id: string; message: string } | null
  /** `all` of one suggestion: its text, and its title where it has one; `instead`: others for the same words, which are rejected. */
  accept: (all: readonly string[], instead: readonly string[]) => void
  reject: (all: readonly string[]) => void
  revise: (id: string, text: string) => void
  acceptAll: (group: string) => void
  rejectAll: (group: string) => void
}

/** Accepting and rejecting, each one step of the person's own undo. */
export function useSettling(hand: BeatHand, user: { id: string; name: string }): Settling {
  const [problem, setProblem] = useState<Settling['problem']>(null)
  const acts = useMemo(() => {
    const { doc, undo, origin } = hand
    const settle = (id: string, said: string, act: () => void) => {
      setProblem(null)
      undo.endAct()
      try {
        act()
        announce(said)
      } catch (error) {
        if (!(error instanceof SuggestionError)) throw error
        setProblem({ id, message: error.message })
        announce(error.message)
      } finally {
        undo.endAct()
      }
    }
    return {
      accept: (all: readonly string[], instead: readonly string[]) =>
        settle(all[0] ?? '', 'Accepted.', () => {
          for (const id of all) acceptSuggestion(doc, id, origin)
          for (const other of instead) rejectSuggestion(doc, other, user.id)
        }),
      reject: (all: readonly string[]) =>
        settle(all[0] ?? '', 'Rejected.', () => {
          for (const id of all) rejectSuggestion(doc, id, user.id)
        }),
      revise: (id: string, text: string) => settle(id, 'Reworded.', () => void reviseSuggestion(doc, id, text, user)),
      acceptAll: (group: string) =>
        settle(group, 'All accepted.', () => {
          const { refused } = acceptGroup(doc, group, origin)
          const [first] = refused
          if (first) throw new SuggestionError(first.error.code, `${refused.length} left: ${first.error.message}`)
        }),
      rejectAll: (group: string) => settle(group, 'All rejected.', () => void rejectGroup(doc, group, user.id)),
    }
  }, [hand, user])
  return useMemo(() => ({ ...acts, problem }), [acts, problem])
}

/** Tells screen readers of suggestions that come; what waited when the page was opened is no news. */
export function useNews({ rows, count }: Waiting): void {
  const known = useRef(count)
  useEffect(() => {
    const more = count - known.current
    known.current = count
    if (more <= 0) return
    const newest = [...rows.values()].flatMap(({ texts, removals, newRows }) => [...texts, ...removals, ...newRows])
    const by = newest
      .map(({ suggestion }): Suggestion => suggestion)
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    announce(`${more === 1 ? 'New suggestion' : `${more} new suggestions`} by ${by[0]?.author.name ?? 'somebody'}.`)
  }, [rows, count])
}

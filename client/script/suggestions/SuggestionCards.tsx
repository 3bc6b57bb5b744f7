import type { EditorView } from '@tiptap/pm/view'
import { type RefObject, useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { Suggestion } from '../../../shared/core/suggestions/suggestion.ts'
import { announce } from '../../ui/announce.ts'
import { useCommands } from '../../ui/shortcuts/commands.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { layerOf } from './layer.ts'
import { SuggestionCard } from './SuggestionCard.tsx'
import './suggestions.css'
import { useCardPlaces } from './useCardPlaces.ts'

interface SuggestionCardsProps {
  doc: Y.Doc
  binding: ScreenplayBinding
  view: EditorView
  user: { id: string; name: string }
  canWrite: boolean
  /** The element that scrolls the page and the margin together. */
  scroller: RefObject<HTMLElement | null>
  onAskAgain: (suggestion: Suggestion) => void
}

/** A card in the margin for every open suggestion, beside its line. */
export function SuggestionCards({ doc, binding, view, user, canWrite, scroller, onAskAgain }: SuggestionCardsProps) {
  const layer = layerOf(binding, doc)
  const { open, active, problem } = useSyncExternalStore(layer.subscribe, layer.getSnapshot)
  const list = useRef<HTMLOListElement>(null)
  const { places, cardRef, cardOf } = useCardPlaces({ layer, view, list, open, active })

  const focusCard = useCallback(
    (id: string) => {
      layer.setActive(id)
      const card = cardOf(id)
      card?.focus({ preventScroll: true })
      if (card && scroller.current && !isDocked(card)) bringIntoView(card, scroller.current)
    },
    [layer, cardOf, scroller],
  )
  // docked cards stand in a row at the foot of the page: the active one is shown there, and its words above
  useEffect(() => {
    const card = active === null ? undefined : cardOf(active)
    if (!card || !isDocked(card)) return
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const suggestion = layer.snapshot.open.find(one => one.suggestion.id === active)?.suggestion
    const position = suggestion ? layer.positionOf(suggestion) : null
    if (position === null || !scroller.current || view.hasFocus()) return
    const words = view.coordsAtPos(position)
    const frame = scroller.current.getBoundingClientRect()
    const foot = list.current?.getBoundingClientRect().top ?? frame.bottom
    if (words.top < frame.top + 24 || words.bottom > foot - 24)
      scroller.current.scrollBy({ top: words.top - frame.top - (foot - frame.top) / 3, behavior: behaviour() })
  }, [active, cardOf, layer, scroller, view])
  const go = (step: 1 | -1) => {
    const next = layer.neighbour(step)
    if (next) focusCard(next.suggestion.id)
    else announce('There are no suggestions.')
  }
  useCommands([
    { keys: 'F8', label: 'Next suggestion', group: 'Suggestions', inFields: true, run: () => go(1) },
    { keys: 'shift+F8', label: 'Previous suggestion', group: 'Suggestions', inFields: true, run: () => go(-1) },
    ...(canWrite
      ? [
          { keys: 'mod+Enter', label: 'Accept the suggestion at the caret or in focus', group: 'Suggestions' },
          { keys: 'Escape', label: 'Reject the suggestion in focus', group: 'Suggestions' },
        ]
      : []),
  ])

  /** The focus goes on to the next card, or back into the text, when the card that had it is settled. */
  const settle = (id: string, act: () => boolean) => {
    const hadFocus = list.current?.contains(document.activeElement) ?? false
    const at = open.findIndex(({ suggestion }) => suggestion.id === id)
    const groupOf = open[at]?.suggestion.group
    act()
    if (!hadFocus) return
    const left = layer.snapshot.open
    if (left.some(({ suggestion }) => suggestion.id === id)) return
    const next = left.find(({ suggestion }) => suggestion.group === groupOf) ?? left[Math.min(at, left.length - 1)]
    // the card that goes next is in its place only after this render
    requestAnimationFrame(() => (next ? focusCard(next.suggestion.id) : view.focus()))
  }

  if (open.length === 0) return null
  const groups = Map.groupBy(open, ({ suggestion }) => suggestion.group)
  return (
    <section className="suggestion-cards" aria-label="Suggestions">
      <ol ref={list}>
        {open.map(({ suggestion, status }) => {
          const { id, group } = suggestion
          const members = groups.get(group) ?? []
          return (
            <li key={id} style={{ top: places.get(id) ?? 0, visibility: places.has(id) ? 'visible' : 'hidden' }}>
              <SuggestionCard
                ref={cardRef(id)}
                suggestion={suggestion}
                status={status}
                user={user}
                canWrite={canWrite}
                isActive={id === active}
                problem={problem && (problem.id === id || problem.id === group) ? problem.message : null}
                groupSize={members[0]?.suggestion.id === id ? members.length : 1}
                place={`${open.findIndex(other => other.suggestion === suggestion) + 1} of ${open.length}`}
                onFocus={() => layer.setActive(id)}
                onAccept={() => settle(id, () => layer.accept(id))}
                onReject={() => settle(id, () => layer.reject(id, user.id))}
                onAcceptAll={() => settle(id, () => layer.acceptAll(group))}
                onRejectAll={() => settle(id, () => layer.rejectAll(group, user.id))}
                onRevise={text => settle(id, () => layer.revise(id, text, user))}
                onAskAgain={suggestion.author.kind === 'agent' ? () => onAskAgain(suggestion) : null}
              />
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function bringIntoView(card: HTMLElement, scroller: HTMLElement): void {
  const [box, frame] = [card.getBoundingClientRect(), scroller.getBoundingClientRect()]
  if (box.top >= frame.top && box.bottom <= frame.bottom) return
  scroller.scrollBy({ top: box.top - frame.top - frame.height / 3, behavior: behaviour() })
}

const behaviour = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth')

/** In a window without room for a margin; see script.css. */
const isDocked = (card: HTMLElement): boolean =>
  card.parentElement !== null && getComputedStyle(card.parentElement).position === 'static'

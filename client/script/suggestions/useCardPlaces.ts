import type { EditorView } from '@tiptap/pm/view'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { layoutCards } from './cardLayout.ts'
import type { OpenSuggestion, SuggestionLayer } from './layer.ts'

/** Pixels between two cards. */
const GAP = 8

interface CardPlaces {
  /** Pixels from the top of the margin, by id. */
  places: ReadonlyMap<string, number>
  cardRef: (id: string) => (card: HTMLElement | null) => void
  cardOf: (id: string) => HTMLElement | undefined
}

/** Measures where the lines of the open suggestions are and places the cards beside them. Once per frame at the most. */
export function useCardPlaces({
  layer,
  view,
  list,
  open,
  active,
}: {
  layer: SuggestionLayer
  view: EditorView
  list: RefObject<HTMLElement | null>
  open: readonly OpenSuggestion[]
  active: string | null
}): CardPlaces {
  const [places, setPlaces] = useState<ReadonlyMap<string, number>>(new Map())
  const cards = useRef(new Map<string, HTMLElement>())
  const refs = useRef(new Map<string, (card: HTMLElement | null) => void>())
  /** Where lines were when they were last in the text: the card of a deleted line stays there. */
  const lastTops = useRef(new Map<string, number>())
  const frame = useRef(0)
  const observer = useRef<ResizeObserver | null>(null)

  const measure = useCallback(() => {
    const margin = list.current
    if (!margin || view.isDestroyed) return
    const origin = margin.getBoundingClientRect().top
    const size = view.state.doc.content.size
    const wanted = layer.snapshot.open.map(({ suggestion }) => {
      const { id } = suggestion
      const position = layer.positionOf(suggestion)
      const top =
        position === null || position > size ? (lastTops.current.get(id) ?? 0) : view.coordsAtPos(position).top - origin
      lastTops.current.set(id, top)
      return { id, top, height: cards.current.get(id)?.offsetHeight ?? 0 }
    })
    const next = layoutCards(wanted, GAP, layer.snapshot.active)
    setPlaces(now => (same(now, next) ? now : next))
  }, [layer, view, list])

  const schedule = useCallback(() => {
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      measure()
    })
  }, [measure])

  // biome-ignore lint/correctness/useExhaustiveDependencies: other cards, or another active one, need other places
  useLayoutEffect(measure, [measure, open, active])

  const isEmpty = open.length === 0
  useEffect(() => {
    if (isEmpty) return
    const sizes = new ResizeObserver(schedule)
    observer.current = sizes
    sizes.observe(view.dom)
    for (const card of cards.current.values()) sizes.observe(card)
    layer.doc.on('afterTransaction', schedule)
    return () => {
      sizes.disconnect()
      observer.current = null
      layer.doc.off('afterTransaction', schedule)
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
  }, [isEmpty, view, layer, schedule])

  const cardRef = useCallback((id: string) => {
    let ref = refs.current.get(id)
    if (!ref) {
      ref = card => {
        if (card) {
          cards.current.set(id, card)
          observer.current?.observe(card)
        } else {
          cards.current.delete(id)
          refs.current.delete(id)
        }
      }
      refs.current.set(id, ref)
    }
    return ref
  }, [])
  const cardOf = useCallback((id: string) => cards.current.get(id), [])
  return { places, cardRef, cardOf }
}

const same = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...b].every(([id, top]) => a.get(id) === top)

import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import {
  activeRoot,
  activeVariant,
  readVariants,
  type Variant,
  variantsRoot,
} from '../../shared/core/treatment/variants.ts'

export interface Treatment {
  /** The variant that was chosen; null: none yet. */
  active: string | null
  /** The gallery, in its order. */
  variants: readonly Variant[]
}

interface Store<T> {
  get: () => T
  subscribe: (listener: () => void) => () => void
}

/** The gallery without its prose: the same object while people only write. */
export function createTreatmentStore(doc: Y.Doc): Store<Treatment> {
  const read = (): Treatment => ({ active: activeVariant(doc), variants: readVariants(doc) })
  let treatment = read()
  let text = JSON.stringify(treatment)
  const refresh = (): boolean => {
    const next = read()
    const nextText = JSON.stringify(next)
    if (nextText === text) return false
    treatment = next
    text = nextText
    return true
  }
  return {
    get: () => treatment,
    subscribe(listener) {
      refresh() // nobody listened in between
      const onChange = () => refresh() && listener()
      const onVariants = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
        if (events.some(({ path }) => path[1] !== 'prose')) onChange()
      }
      variantsRoot(doc).observeDeep(onVariants as Parameters<Y.Map<unknown>['observeDeep']>[0])
      activeRoot(doc).observe(onChange)
      return () => {
        variantsRoot(doc).unobserveDeep(onVariants as Parameters<Y.Map<unknown>['observeDeep']>[0])
        activeRoot(doc).unobserve(onChange)
      }
    },
  }
}

export function useTreatment(doc: Y.Doc): Treatment {
  const store = useMemo(() => createTreatmentStore(doc), [doc])
  return useSyncExternalStore(store.subscribe, store.get)
}

/** Milliseconds from the first change to the next reading of prose: it is read along, not written. */
const PAUSE = 250

function createReading<T>(doc: Y.Doc, read: (doc: Y.Doc) => T): Store<T> {
  let value = read(doc)
  return {
    get: () => value,
    subscribe(listener) {
      let timer: ReturnType<typeof setTimeout> | null = null
      const later = () => {
        timer ??= setTimeout(() => {
          timer = null
          value = read(doc)
          listener()
        }, PAUSE)
      }
      later() // nobody listened in between
      variantsRoot(doc).observeDeep(later)
      return () => {
        variantsRoot(doc).unobserveDeep(later)
        if (timer) clearTimeout(timer)
      }
    },
  }
}

/** What `read` makes of the prose, a moment after it changed. `read` has to stay the same function. */
export function useReading<T>(doc: Y.Doc, read: (doc: Y.Doc) => T): T {
  const store = useMemo(() => createReading(doc, read), [doc, read])
  return useSyncExternalStore(store.subscribe, store.get)
}

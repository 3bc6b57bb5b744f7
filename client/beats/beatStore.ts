import type * as Y from 'yjs'
import { type Beat, beatRows, readBeats } from '../../shared/core/beats/beats.ts'

export interface BeatStore {
  get: () => readonly Beat[]
  subscribe: (listener: () => void) => () => void
}

const wordsOf = ({ sources, ...beat }: Beat): string => JSON.stringify([beat, [...sources]])

/** The beats for React: one that did not change stays the same object, so that only its row is drawn again. */
export function createBeatStore(doc: Y.Doc): BeatStore {
  const root = beatRows(doc)
  let known = new Map<string, { words: string; beat: Beat }>()
  let list: readonly Beat[] = []
  const refresh = (): void => {
    const before = known
    known = new Map()
    list = readBeats(doc).map(read => {
      const words = wordsOf(read)
      const old = before.get(read.id)
      const beat = old?.words === words ? old.beat : read
      known.set(read.id, { words, beat })
      return beat
    })
  }
  refresh()
  return {
    get: () => list,
    subscribe(listener) {
      refresh() // nobody listened in between
      const onChange = () => {
        refresh()
        listener()
      }
      root.observeDeep(onChange)
      return () => root.unobserveDeep(onChange)
    },
  }
}

import type * as Y from 'yjs'
import { type Pagination, paginate } from '../../shared/core/pages/paginate.ts'
import { pageOptions, printedLines } from '../../shared/core/pages/scriptPages.ts'
import { figuresOf, rememberCounts, type ScriptFigures } from '../../shared/core/reports/figures.ts'
import { rememberLines } from '../../shared/core/reports/rememberLines.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'

/** Milliseconds from the first change to the next count: often enough to live, seldom enough to read. */
const PAUSE = 400

export interface FiguresStore {
  get: () => ScriptFigures
  subscribe: (listener: () => void) => () => void
}

/** A script, counted, live: a colleague's typing reads one line, counts one scene and sets one page. */
export function createFiguresStore(doc: Y.Doc): FiguresStore {
  const count = rememberCounts()
  const listeners = new Set<() => void>()
  let memory = rememberLines(doc)
  let pagination: Pagination | undefined
  const read = (): ScriptFigures => {
    const scenes = readScenes(doc, memory.read)
    pagination = paginate(printedLines(scenes), pageOptions(doc), pagination)
    return figuresOf(scenes, pagination, count)
  }
  let figures = read()
  memory.destroy()
  let timer: ReturnType<typeof setTimeout> | null = null
  const changed = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      figures = read()
      for (const listener of [...listeners]) listener()
    }, PAUSE)
  }
  return {
    get: () => figures,
    subscribe(listener) {
      if (listeners.size === 0) {
        memory = rememberLines(doc)
        doc.on('update', changed)
        // what came between the first reading and now
        changed()
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        doc.off('update', changed)
        memory.destroy()
        if (timer) clearTimeout(timer)
        timer = null
      }
    },
  }
}

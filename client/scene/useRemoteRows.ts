import { useEffect } from 'react'
import type * as Y from 'yjs'
import { shotRows } from '../../shared/core/shots/shots.ts'
import { announce } from '../ui/announce.ts'

/** Milliseconds in which rows that arrive together are told in one sentence. */
const GATHER = 400

/** Tells screen readers politely when colleagues or agents add rows or delete them. */
export function useRemoteRows(doc: Y.Doc): void {
  useEffect(() => {
    const rows = shotRows(doc)
    let added = 0
    let deleted = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const count = (n: number, what: string) => (n === 1 ? `A shot was ${what}.` : `${n} shots were ${what}.`)
    const tell = () => {
      timer = undefined
      const sentences = [added > 0 && count(added, 'added'), deleted > 0 && count(deleted, 'deleted')]
      announce(sentences.filter(Boolean).join(' '))
      added = 0
      deleted = 0
    }
    const onRows = (events: Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
      if (transaction.local) return
      for (const event of events) {
        if (event.target === rows) for (const { action } of event.keys.values()) action === 'add' && added++
        else if (event.path.length === 1 && event.keys.has('deleted')) deleted++
      }
      if (added + deleted > 0) timer ??= setTimeout(tell, GATHER)
    }
    rows.observeDeep(onRows)
    return () => {
      rows.unobserveDeep(onRows)
      clearTimeout(timer)
    }
  }, [doc])
}

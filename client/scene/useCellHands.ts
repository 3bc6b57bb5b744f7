import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useAuthorsShown } from '../authorship/AuthorsButton.tsx'
import { authoredDocument } from '../authorship/authoredDocument.ts'
import { cellSentence } from '../authorship/hand.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { createCellHands, handsIn, type TableHands } from './data/cellHands.ts'
import type { CellRef } from './grid/selection.ts'

/** Who wrote what in a shot table, while this person wants to see it. `me` is their id. */
export function useCellHands(
  table: OpenDocument,
  me: string,
): TableHands & { shown: boolean; toggle: () => void; sentenceOf: (cell: CellRef) => string | null } {
  const store = useMemo(() => createCellHands(table.doc, me, ...authoredDocument(table)), [table, me])
  const [shown, setShown] = useAuthorsShown()
  useEffect(() => {
    store.turn(shown)
    return () => store.turn(false)
  }, [store, shown])
  const { hands, rows } = useSyncExternalStore(store.subscribe, store.get)
  const toggle = useCallback(() => setShown(!shown), [setShown, shown])
  const sentenceOf = useCallback(
    ({ shotId, column }: CellRef) => cellSentence(handsIn(rows.get(shotId), column), me),
    [rows, me],
  )
  return { hands, rows, shown, toggle, sentenceOf }
}

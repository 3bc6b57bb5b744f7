import * as Y from 'yjs'

/**
 * Every word in the house is unique: `b` was there before, `w` a person typed, `s` the writer proposed, `r` a person made of
 * a proposal, `v` the viewer tried to write. Read here item by item, without any of the code under test.
 */
const WORD = /[bwsrv]\d+z/g

export const wordsOf = (text: string): string[] => text.match(WORD) ?? []

function textIn(type: { _start: Y.Item | null }): string {
  let text = ''
  for (let item = type._start; item; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentString) text += item.content.str
    else if (item.content instanceof Y.ContentType) text += `${textIn(item.content.type)}\n`
  }
  return text
}

/** How often each word stands in a document: in the lines, and in the cells of shots, deleted ones too. */
export function countWords(doc: Y.Doc): Map<string, number> {
  let text = textIn(doc.getXmlFragment('script'))
  for (const row of doc.getMap('shots')._map.values())
    if (!row.deleted && row.content instanceof Y.ContentType)
      for (const cell of row.content.type._map.values())
        if (!cell.deleted && cell.content instanceof Y.ContentType) text += `${textIn(cell.content.type)}\n`
  const counts = new Map<string, number>()
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** The words that an update writes, the ids that it deletes, and the clock after the last item of each client in it. */
export function readUpdate(update: Uint8Array): {
  words: string[]
  deletes: DeletedRange[]
  ends: Map<number, number>
} {
  const { structs, ds } = Y.decodeUpdate(update)
  const ends = new Map<number, number>()
  for (const { id, length } of structs) ends.set(id.client, id.clock + length)
  let text = ''
  for (const struct of structs)
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) text += struct.content.str
    else if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentFormat)) text += '\n'
  const deletes: DeletedRange[] = []
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges) deletes.push({ client, from: clock, to: clock + len })
  return { words: wordsOf(text), deletes, ends }
}

export interface DeletedRange {
  client: number
  from: number
  to: number
}

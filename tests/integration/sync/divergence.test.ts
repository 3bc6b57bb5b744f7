import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Documents } from '../../../client/sync/documents.ts'
import type { OpenDocument } from '../../../client/sync/openDocument.ts'
import { insertLines } from '../../../shared/core/script/edit.ts'
import { lineText, plain } from '../../../shared/core/script/line.ts'
import { readLines, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { type House, openHouse, until } from './house.ts'

let house: House
let documents: Documents | null = null
beforeEach(async () => {
  house = await openHouse()
})
afterEach(async () => {
  documents?.destroy()
  await house.close()
})

const wordsOf = (doc: Y.Doc) => readLines(doc).map(({ text }) => text)
const textOf = (doc: Y.Doc) => {
  const line = scriptRoots(doc).script.get(0)
  const text = line instanceof Y.XmlElement ? lineText(line) : null
  if (!text) throw new Error('a line expected')
  return text
}

test('a copy that came apart from the server is found out, opened anew, and what only it said is kept as a draft', async () => {
  const { script } = house
  await house.sync.transact(script, { kind: 'agent', agent: 'server', name: 'Server', jobId: null }, doc =>
    insertLines(doc, null, [{ type: 'action', runs: plain('Rain.') }]),
  )
  const ada = await house.join(await house.person('Ada', 'editor'), script).synced()
  const person = await house.person('Vi', 'editor')
  documents = new Documents(house.tab(person))
  let open: OpenDocument = documents.open(script, person)
  let anew = 0
  documents.onReplaced((_old, next) => {
    open = next
    anew++
  })
  await until(() => open.getState()).toMatchObject({ state: 'saved' })
  // what a fault would do: other words under the same clocks
  const content = textOf(open.doc)._start?.content
  if (content instanceof Y.ContentString) content.str = 'Snow.'
  textOf(ada.doc).insert(5, ' It falls.')
  await until(() => wordsOf(open.doc), 10_000).toEqual(['Rain. It falls.'])
  expect(anew).toBe(1)
  const [draft, ...others] = await documents.drafts(person.id).of(script)
  expect(others).toEqual([])
  expect(draft).toMatchObject({ lockedBy: null, text: 'Snow. It falls.' })
  textOf(open.doc).insert(0, 'Cold. ')
  await until(() => wordsOf(ada.doc)).toEqual(['Cold. Rain. It falls.'])
})

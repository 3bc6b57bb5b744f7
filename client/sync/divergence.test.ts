import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { canonicalContent, stateOf } from '../../shared/core/documents/content.ts'
import { EDITOR_VERSION } from '../../shared/core/editorVersion.ts'
import { insertLines } from '../../shared/core/script/edit.ts'
import { lineText, plain } from '../../shared/core/script/line.ts'
import { scriptRoots } from '../../shared/core/script/scenes.ts'
import { Divergence } from './divergence.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const settled = (doc: Y.Doc, editor = EDITOR_VERSION) => ({
  type: 'settled' as const,
  editor,
  kind: 'script' as const,
  state: sha256(stateOf(doc)),
  content: sha256(canonicalContent('script', doc)),
})

let server: Y.Doc
let tab: Y.Doc
let found: number
let saved: boolean
let divergence: Divergence
beforeEach(() => {
  vi.useFakeTimers()
  server = new Y.Doc()
  tab = new Y.Doc()
  insertLines(server, null, [{ type: 'action', runs: plain('Rain.') }])
  Y.applyUpdate(tab, Y.encodeStateAsUpdate(server))
  found = 0
  saved = true
  divergence = new Divergence(
    tab,
    () => saved,
    () => found++,
  )
})
afterEach(() => {
  divergence.destroy()
  vi.useRealTimers()
})

const text = (doc: Y.Doc) => lineText(scriptRoots(doc).script.get(0) as Y.XmlElement)

/** What a fault would do: other words under the same clocks. */
function comeApart(): void {
  const content = text(tab)?._start?.content
  if (content instanceof Y.ContentString) content.str = 'Snow.'
}

test('a copy that took in the same and reads otherwise is found, and not at once', () => {
  comeApart()
  divergence.heard(settled(server))
  expect(found).toBe(0)
  vi.advanceTimersByTime(1500)
  expect(found).toBe(1)
})

test('a copy that reads the same is left alone, whatever the order in which it came', () => {
  divergence.heard(settled(server))
  vi.advanceTimersByTime(1500)
  expect(found).toBe(0)
})

test('what is on its way either way is no difference', () => {
  text(server)?.insert(0, 'Cold. ')
  divergence.heard(settled(server)) // its update comes later
  vi.advanceTimersByTime(1500)
  text(tab)?.delete(0, 2)
  saved = false
  divergence.heard(settled(server))
  vi.advanceTimersByTime(1500)
  saved = true
  expect(found).toBe(0)
})

test('a deletion that arrives while it waits ends the comparison', () => {
  const before = Y.encodeStateVector(server)
  text(server)?.delete(0, 4)
  divergence.heard(settled(server))
  Y.applyUpdate(tab, Y.encodeStateAsUpdate(server, before))
  vi.advanceTimersByTime(1500)
  expect(found).toBe(0)
})

test('a server of another version is not believed', () => {
  comeApart()
  divergence.heard(settled(server, EDITOR_VERSION + 1))
  vi.advanceTimersByTime(1500)
  expect(found).toBe(0)
})

import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { addAsset } from '../../../shared/core/assets/write.ts'
import { addBeat, setBeatText } from '../../../shared/core/beats/write.ts'
import { briefText, readBrief, seedBrief, setGenre, setTwist } from '../../../shared/core/brief/brief.ts'
import { storyTexts } from '../../../shared/core/documents/storyTexts.ts'
import { findMatches } from '../../../shared/core/script/find.ts'
import { plain } from '../../../shared/core/script/line.ts'
import { readTitlePage, setTitlePageField } from '../../../shared/core/script/titlePage.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import { addShot, setCell } from '../../../shared/core/shots/write.ts'
import { chooseVariant } from '../../../shared/core/treatment/variants.ts'
import { addVariant } from '../../../shared/core/treatment/write.ts'
import { at, type Client, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { bytesOf, open, texts, type } from '../../../tests/fuzz/binding/people.ts'
import { type Haystack, haystackOf, type ShotTable, type StorySheet } from './places.ts'
import { Replacer } from './replacer.ts'
import { outcomeSentences } from './words.ts'

const QUERY = { text: 'hello', regex: false, wholeWord: true, matchCase: false, types: null }

function tableOf(number: string, closed: string | null = null): { table: ShotTable; shot: string } {
  const doc = new Y.Doc({ gc: false })
  const shot = addShot(doc, null, { action: `hello of scene ${number}` })
  return { table: { documentId: `d${number}`, sceneId: `s${number}`, number, doc, closed }, shot }
}
const actionOf = ({ doc }: ShotTable): string => readShots(doc)[0]?.action ?? ''

/** Everything that is found now in the editor of `c` and in these tables. */
function found(c: Client, tables: readonly ShotTable[], insert: string) {
  const stack: Haystack = haystackOf(c.view.state.doc, [], tables)
  return { stack, matches: findMatches(stack.passages, QUERY, insert).matches }
}
function replaceAll(c: Client, replacer: Replacer, tables: readonly ShotTable[], insert: string) {
  const { stack, matches } = found(c, tables, insert)
  return replacer.replace(stack, matches)
}

describe('replacing in the script and in shot tables', () => {
  it('is one update of each, and tells what was done and what was left alone', () => {
    const [a, b] = open()
    const replacer = new Replacer(a.binding)
    const [open1, closed] = [tableOf('1').table, tableOf('2', 'Ben locked it').table]
    let updates = 0
    a.doc.on('update', () => updates++)
    const outcome = replaceAll(a, replacer, [open1, closed], 'goodbye')
    expect(updates).toBe(1)
    expect(outcome).toEqual({
      script: 9,
      title: 0,
      shots: [{ scene: '1', places: 1 }],
      story: [],
      closed: [{ scene: '2', places: 1, reason: 'Ben locked it' }],
      passed: 0,
    })
    expect(outcomeSentences('Replaced', outcome)).toEqual([
      'Replaced 10 places: 9 in the script and 1 in the shots of scene 1.',
      'The shots of scene 2 were left alone, with 1 place: Ben locked it.',
    ])
    syncAll([a, b])
    expect(texts(b)[1]).toBe('a1 goodbye world')
    expect([actionOf(open1), actionOf(closed)]).toEqual(['goodbye of scene 1', 'hello of scene 2'])
    replacer.destroy()
  })

  it('one undo takes all of it back, redo brings all of it again, and what others wrote stays', () => {
    const [a, b] = open()
    const replacer = new Replacer(a.binding)
    const { table, shot } = tableOf('1')
    replaceAll(a, replacer, [table], 'goodbye')
    syncAll([a, b])
    type(b, ' slowly', at(b, 'a1', 10))
    setCell(table.doc, shot, 'action', 'goodbye of scene 1, wide', 'somebody else')
    syncAll([a, b])
    a.binding.undoManager.undo()
    syncAll([a, b])
    expect(texts(b)[1]).toBe('a1 hello slowly world')
    expect(actionOf(table)).toBe('hello of scene 1, wide')
    a.binding.undoManager.redo()
    expect(texts(a)[1]).toBe('a1 goodbye slowly world')
    expect(actionOf(table)).toBe('goodbye of scene 1, wide')
    replacer.undo()
    expect(actionOf(table)).toBe('hello of scene 1, wide')
    replacer.destroy()
  })

  it('writes on the title page in the same act, and leaves there what somebody wrote since', () => {
    const [a, b] = open()
    const replacer = new Replacer(a.binding)
    const titles = (c: Client) => readTitlePage(c.doc).map(({ key, value }) => `${key}: ${value}`)
    setTitlePageField(a.doc, 'Title', 'Hello, hello', 'test')
    setTitlePageField(a.doc, 'Author', 'Hello Ana', 'test')
    const replace = () => {
      const stack = haystackOf(a.view.state.doc, [], [], readTitlePage(a.doc))
      return replacer.replace(stack, findMatches(stack.passages, QUERY, 'Bye').matches)
    }
    const outcome = replace()
    expect(outcome).toMatchObject({ script: 9, title: 3 })
    expect(outcomeSentences('Replaced', outcome)).toEqual([
      'Replaced 12 places: 9 in the script and 3 on the title page.',
    ])
    syncAll([a, b])
    expect(titles(b)).toEqual(['Title: Bye, Bye', 'Author: Bye Ana'])
    setTitlePageField(b.doc, 'Author', 'Ana Ruiz', 'somebody else')
    syncAll([a, b])
    a.binding.undoManager.undo()
    expect(titles(a)).toEqual(['Title: Hello, hello', 'Author: Ana Ruiz'])
    a.binding.undoManager.redo()
    expect(titles(a)).toEqual(['Title: Bye, Bye', 'Author: Ana Ruiz'])
    replacer.destroy()
  })

  it('covers the treatment that was chosen, the beat sheet and the assets, in the same act', () => {
    const [a] = open()
    const replacer = new Replacer(a.binding)
    const [beats, treatment, assets] = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
    addAsset(assets, { kind: 'character', name: 'Hello', description: 'Says hello.', from: '' })
    const beat = addBeat(beats, null, { title: 'Hello', body: 'They say hello.' })
    const told = (title: string) => ({
      ...{ title, tone: '', ending: '', chronology: '', madeBy: null, at: '2026-12-01T00:00:00Z' },
      lines: [{ type: 'general' as const, runs: plain('She says hello, and he hello.') }],
    })
    chooseVariant(treatment, addVariant(treatment, told('Chosen')))
    addVariant(treatment, told('Hello, left in the gallery'))
    const sheets: StorySheet[] = [
      { kind: 'treatment', doc: treatment, closed: null },
      { kind: 'beats', doc: beats, closed: null },
      { kind: 'assets', doc: assets, closed: null },
    ]
    const words = () => sheets.flatMap(({ kind, doc }) => storyTexts(kind, doc).map(each => each.words))
    const before = words()
    const find = (of: readonly StorySheet[]) => {
      const stack = haystackOf(a.view.state.doc, [], [], [], of)
      return [stack, findMatches(stack.passages, QUERY, 'Bye').matches] as const
    }
    expect(find(sheets)[0].places.slice(-4)).toMatchObject([
      { kind: 'story', of: { kind: 'beats', id: beat, number: 1 }, isTitle: true },
      { kind: 'story', of: { kind: 'beats', id: beat, number: 1 }, isTitle: false },
      { kind: 'story', of: { kind: 'assets', name: 'Hello' }, isTitle: true },
      { kind: 'story', of: { kind: 'assets', name: 'Hello' }, isTitle: false },
    ])
    const outcome = replacer.replace(...find(sheets))
    expect(outcomeSentences('Replaced', outcome)).toEqual([
      'Replaced 15 places: 9 in the script, 2 in the treatment, 2 in the beat sheet and 2 in the asset list.',
    ])
    const after = ['Chosen', 'She says Bye, and he Bye.', 'Bye', 'They say Bye.', 'Bye', 'Says Bye.']
    expect(words()).toEqual(after)
    // somebody writes on meanwhile
    setBeatText(beats, beat, 'body', 'They say Bye. And go.', 'somebody else')
    a.binding.undoManager.undo()
    expect(words()).toEqual([...before.slice(0, 3), 'They say hello. And go.', ...before.slice(4)])
    a.binding.undoManager.redo()
    expect(words()).toEqual([...after.slice(0, 3), 'They say Bye. And go.', ...after.slice(4)])
    a.binding.undoManager.undo()
    const locked = sheets.map(sheet => ({ ...sheet, closed: 'Ben locked it' }))
    expect(outcomeSentences('Replaced', replacer.replace(...find(locked))).slice(1)).toEqual([
      'The treatment was left alone, with 2 places: Ben locked it.',
      'The beat sheet was left alone, with 2 places: Ben locked it.',
      'The asset list was left alone, with 2 places: Ben locked it.',
    ])
    expect(words().slice(0, 3)).toEqual(before.slice(0, 3))
    replacer.destroy()
  })

  it('covers what a brief says in words, its twist too, and leaves there what somebody wrote since', () => {
    const [a] = open()
    const replacer = new Replacer(a.binding)
    const doc = new Y.Doc({ gc: false })
    seedBrief(doc)
    briefText(doc, 'tone')?.insert(0, 'Hello, and dry.')
    briefText(doc, 'idea')?.insert(0, 'A hello that nobody hears.')
    setTwist(doc, 'Hello in space')
    setGenre(doc, 'war', true)
    const find = (closed: string | null) => {
      const stack = haystackOf(a.view.state.doc, [], [], [], [{ kind: 'brief', doc, closed }])
      return [stack, findMatches(stack.passages, QUERY, 'Bye').matches] as const
    }
    const words = () => {
      const { twist, tone, idea } = readBrief(doc)
      return [twist, tone, idea]
    }
    const before = words()
    expect(
      find(null)[0]
        .places.slice(-3)
        .map(place => (place.kind === 'story' ? place.of : null)),
    ).toEqual(['twist', 'tone', 'idea'].map(field => ({ kind: 'brief', field })))
    expect(outcomeSentences('Replaced', replacer.replace(...find(null)))).toEqual([
      'Replaced 12 places: 9 in the script and 3 in the brief.',
    ])
    const after = ['Bye in space', 'Bye, and dry.', 'A Bye that nobody hears.']
    expect(words()).toEqual(after)
    a.binding.undoManager.undo()
    expect(words()).toEqual(before)
    a.binding.undoManager.redo()
    expect(words()).toEqual(after)
    // a colleague changes both
    setTwist(doc, 'Bye on Mars', 'somebody else')
    briefText(doc, 'tone')?.insert(13, ' Well.')
    a.binding.undoManager.undo()
    expect(words()).toEqual(['Bye on Mars', 'Hello, and dry. Well.', before[2]])
    expect(readBrief(doc).genres).toEqual(['war'])
    expect(outcomeSentences('Replaced', replacer.replace(...find('Ben locked it'))).slice(1)).toEqual([
      'The brief was left alone, with 2 places: Ben locked it.',
    ])
    replacer.destroy()
  })

  it('passes over a line that somebody changed after it was found', () => {
    const [a] = open()
    const replacer = new Replacer(a.binding)
    const { stack, matches } = found(a, [], 'goodbye')
    type(a, 'Then ', at(a, 'a1'))
    expect(replacer.replace(stack, matches)).toMatchObject({ script: 8, passed: 1 })
    expect(texts(a)[1]).toBe('Then a1 hello world')
    replacer.destroy()
  })

  // a and b replace the same words by the same words before they hear of each other
  it('two people at once who replace alike end with the words once, both on the same page', async () => {
    const [a, b] = open()
    const replacers = [a, b].map(c => new Replacer(c.binding))
    for (const [i, c] of [a, b].entries()) replaceAll(c, replacers[i] as Replacer, [], 'goodbye')
    syncAll([a, b])
    await Promise.resolve()
    syncAll([a, b])
    expect(texts(a)[1]).toBe('a1 goodbye world')
    expect(texts(b)).toEqual(texts(a))
    for (const replacer of replacers) replacer.destroy()
  })

  it('a reader replaces nothing', () => {
    const [a] = open()
    const replacer = new Replacer(a.binding)
    a.binding.setReadOnly(true)
    expect(bytesOf(a, () => replaceAll(a, replacer, [], 'goodbye'))).toBe(0)
    replacer.destroy()
  })
})

it('what was found says where it is', () => {
  const [a] = open()
  const { table } = tableOf('7')
  const start = at(a, 'b0') - 1
  const { passages, places } = haystackOf(a.view.state.doc, [{ number: '7', position: start }], [table])
  expect(places.map(({ kind, scene }) => `${kind} ${scene}`)).toEqual([
    ...Array(3).fill('line '),
    ...Array(6).fill('line 7'),
    'cell 7',
  ])
  expect(passages.at(-1)).toEqual({ type: null, text: 'hello of scene 7' })
})

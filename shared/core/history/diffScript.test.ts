import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { LineView, ScriptView } from '../api/versions.ts'
import { parseFountain } from '../formats/fountain/parse.ts'
import {
  deleteLines,
  insertLines,
  mergeScene,
  moveScene,
  setLineText,
  setLineType,
  splitScene,
} from '../script/edit.ts'
import { plain } from '../script/line.ts'
import { readLines, readScenes } from '../script/scenes.ts'
import { seedScript } from '../script/seed.ts'
import { setTitlePageField } from '../script/titlePage.ts'
import { diffScripts } from './diffScript.ts'
import { readScriptState } from './scriptState.ts'

const SCRIPT = `Title: The Ferry

INT. KITCHEN - NIGHT

Mara stands at the sink.

EXT. STREET - NIGHT

Jon walks away from the light.

INT. FERRY - DAWN

Mara sits alone.
`
const ANA = 1
const BEN = 2

/** A script that Ana wrote. */
function film(): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = ANA
  doc.transact(() => seedScript(doc, parseFountain(SCRIPT)))
  return doc
}

/** What Ben's edit did to the script, told by client ids: place 0 is Ana, place 1 Ben. */
function became(edit: (doc: Y.Doc) => void, remover: number | null = null): ScriptView {
  const doc = film()
  const before = readScriptState(doc)
  doc.clientID = BEN
  edit(doc)
  return diffScripts(before, readScriptState(doc), { authorOf: client => client - 1, remover })
}

const line = (doc: Y.Doc, text: string): string => readLines(doc).find(one => one.text === text)?.id ?? ''
const scene = (doc: Y.Doc, place: number): string => readScenes(doc)[place]?.id ?? ''
const changed = (view: ScriptView): LineView[] =>
  view.scenes.flatMap(one => one.lines).filter(one => one.status !== 'same')
const told = (one: LineView | undefined): string =>
  (one?.pieces ?? [])
    .map(({ text, status, by }) =>
      status === 'same' ? text : `${status === 'added' ? '+' : '-'}${by ?? '?'}{${text}}`,
    )
    .join('')

describe('what became of a script', () => {
  it('is nothing where nothing was changed', () => {
    const state = readScriptState(film())
    const view = diffScripts(state, state, { authorOf: () => 0, remover: null })
    expect(changed(view)).toEqual([])
    expect(view.scenes.map(one => [one.number, one.heading, one.status])).toEqual([
      ['1', 'INT. KITCHEN - NIGHT', 'same'],
      ['2', 'EXT. STREET - NIGHT', 'same'],
      ['3', 'INT. FERRY - DAWN', 'same'],
    ])
  })

  it('shows changed words in the hand of who wrote them, the line staying one line', () => {
    const view = became(doc => setLineText(doc, line(doc, 'Mara sits alone.'), 'Mara waits alone.'))
    expect(changed(view).map(told)).toEqual(['Mara -?{sits}+1{waits} alone.'])
  })

  it('says who took words away where only one person can have done it', () => {
    const view = became(doc => setLineText(doc, line(doc, 'Mara sits alone.'), 'Mara sits.'), 1)
    expect(changed(view).map(told)).toEqual(['Mara sits-1{ alone}.'])
  })

  it('shows a deleted line where it stood and a new one where it stands', () => {
    const view = became(doc => {
      insertLines(doc, line(doc, 'INT. FERRY - DAWN'), [{ type: 'action', runs: plain('The horn sounds.') }])
      deleteLines(doc, [line(doc, 'Jon walks away from the light.')])
    })
    expect(view.scenes.map(one => one.lines.map(told))).toEqual([
      ['INT. KITCHEN - NIGHT', 'Mara stands at the sink.'],
      ['EXT. STREET - NIGHT', '-?{Jon walks away from the light.}'],
      ['INT. FERRY - DAWN', '+1{The horn sounds.}', 'Mara sits alone.'],
    ])
  })

  it('tells an element from its words', () => {
    const view = became(doc => setLineType(doc, line(doc, 'Mara sits alone.'), 'transition'))
    expect(changed(view)).toMatchObject([{ type: 'transition', typeBefore: 'action', status: 'changed' }])
    expect(changed(view).map(told)).toEqual(['Mara sits alone.'])
  })

  it('shows a moved scene as moved, without a changed line', () => {
    const view = became(doc => moveScene(doc, scene(doc, 2), null))
    expect(view.scenes.map(one => [one.heading, one.status])).toEqual([
      ['INT. FERRY - DAWN', 'moved'],
      ['INT. KITCHEN - NIGHT', 'same'],
      ['EXT. STREET - NIGHT', 'same'],
    ])
    expect(changed(view)).toEqual([])
  })

  it('shows a scene that is gone behind the one that it followed', () => {
    const view = became(doc => deleteLines(doc, readScenes(doc)[1]?.lines.map(one => one.id) ?? []))
    expect(view.scenes.map(one => [one.heading, one.status])).toEqual([
      ['INT. KITCHEN - NIGHT', 'same'],
      ['EXT. STREET - NIGHT', 'removed'],
      ['INT. FERRY - DAWN', 'same'],
    ])
  })

  it('shows joined and split scenes without taking their lines for new ones', () => {
    const joined = became(doc => mergeScene(doc, scene(doc, 0), scene(doc, 1)))
    expect(joined.scenes.map(one => one.status)).toEqual(['same', 'same'])
    expect(changed(joined)).toMatchObject([{ type: 'action', typeBefore: 'scene_heading' }])
    const split = became(doc => splitScene(doc, line(doc, 'Mara stands at the sink.')))
    expect(split.scenes.map(one => one.status)).toEqual(['same', 'added', 'same', 'same'])
    expect(changed(split)).toMatchObject([{ status: 'changed', type: 'scene_heading' }])
  })

  it('compares the title page', () => {
    const view = became(doc => setTitlePageField(doc, 'Author', 'Ben', null))
    expect(view.titlePage).toEqual([
      { key: 'Title', before: 'The Ferry', after: 'The Ferry' },
      { key: 'Author', before: '', after: 'Ben' },
    ])
  })
})

import { EditorState } from '@tiptap/pm/state'
import type { Decoration } from '@tiptap/pm/view'
import { DecorationSet } from '@tiptap/pm/view'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { proposeEdits } from '../../../shared/core/suggestions/propose.ts'
import { refreshSuggestions } from '../../../shared/core/suggestions/refresh.ts'
import { readSuggestions } from '../../../shared/core/suggestions/status.ts'
import { addSuggestions } from '../../../shared/core/suggestions/store.ts'
import type { SuggestionEdit } from '../../../shared/core/suggestions/suggestion.ts'
import {
  AGENT,
  copyOf,
  erase,
  scriptOf,
  split,
  texts,
  treatmentOf,
  type,
} from '../../../shared/core/suggestions/testDocument.ts'
import { proseOf, proseRoots } from '../../../shared/core/treatment/variants.ts'
import { ScreenplayBinding } from '../binding/binding.ts'
import { screenplaySchema } from '../schema.ts'
import { acceptOrigin } from './acceptOrigin.ts'
import { updateDecorations } from './decorations.ts'
import { SuggestionLayer } from './layer.ts'
import type { SuggestionSpec } from './lineDecorations.ts'

const WALKS: SuggestionEdit = { kind: 'line-text', lineId: 'l1', before: 'She walks home', after: 'She runs home' }
const NIGHT: SuggestionEdit = { kind: 'line-text', lineId: 'l2', before: 'Night falls.', after: 'Darkness falls.' }
const DOG: SuggestionEdit = {
  kind: 'insert-lines',
  after: 'l1',
  scene: 's1',
  lines: [{ id: 'n1', type: 'action', runs: [{ text: 'A dog barks.', marks: [] }] }],
}

const bindings: ScreenplayBinding[] = []
afterEach(() => {
  for (const binding of bindings.splice(0)) binding.destroy()
})

/** An editor's side of a script with two lines and suggestions s1, s2, ... of one group. */
function room(edits: SuggestionEdit[], readOnly = false) {
  const doc = copyOf(scriptOf('She walks home', 'Night falls.'), 11)
  const options = {
    ...AGENT,
    group: 'g1',
    ids: edits.map((_, i) => `s${i + 1}`),
    clientIds: edits.map((_, i) => 901 + i),
  }
  addSuggestions(doc, proposeEdits(doc, edits, options))
  const binding = new ScreenplayBinding(doc, screenplaySchema, { captureTimeout: 10_000, readOnly })
  bindings.push(binding)
  const said: string[] = []
  const layer = new SuggestionLayer(doc, binding, text => said.push(text))
  layer.read()
  return { doc, binding, layer, said, origin: acceptOrigin(binding) }
}
type Room = ReturnType<typeof room>

const stateOf = ({ binding }: Room) => EditorState.create({ doc: binding.syncedDoc })
const decorate = (at: Room, set = DecorationSet.empty) => updateDecorations(set, stateOf(at), at.layer)
const shown = (set: DecorationSet, at: Room) =>
  set
    .find()
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map(
      d =>
        `${(d.spec as SuggestionSpec).key.split(' ')[0]} ${at.binding.syncedDoc.textBetween(d.from, d.to)}@${d.from}`,
    )
const statuses = (doc: Y.Doc) => readSuggestions(doc).map(({ status }) => status)

describe('decorations', () => {
  it('strike old words, show new ones behind them, and new lines behind their line', () => {
    const at = room([WALKS, DOG])
    expect(shown(decorate(at), at)).toEqual(['delete walks@5', 'insert @10', 'lines @16'])
  })

  it('of other lines stay as they are when one line changes', () => {
    const at = room([WALKS, NIGHT])
    const before = decorate(at)
    expect(decorate(at, before)).toBe(before)
    type(at.doc, 'l2', 'And then: ', 'Night')
    at.layer.read()
    const night = (d: Decoration) => (d.spec as SuggestionSpec).line === 'l2'
    const after = decorate(at, before)
    const specs = after.find().map(d => d.spec)
    expect(before.find().filter(d => !night(d))).toHaveLength(2)
    for (const kept of before.find().filter(d => !night(d))) expect(specs).toContain(kept.spec)
    // the words beside it wait for the server
    expect(after.find().filter(night)).toEqual([])
    refreshSuggestions(at.doc, 'server')
    at.layer.read()
    expect(shown(decorate(at, after), at)).toEqual(['delete walks@5', 'insert @10', 'delete Night@27', 'insert @32'])
  })

  it('follow their line when lines before it come or go', () => {
    const at = room([NIGHT])
    split(at.doc, 'l1', ' home', 'x1')
    at.layer.read()
    const set = decorate(at)
    expect(shown(set, at)[0]).toMatch(/^delete Night@/)
    expect(shown(set, at)[0]).toBe(`delete Night@${at.binding.positionOfLine('l2')?.from}`)
  })
})

describe('accepting in the editor', () => {
  it('is the person’s own act: one press of undo takes back the words and nothing that was typed around it', () => {
    const { doc, binding, layer, said } = room([WALKS, NIGHT])
    type(doc, 'l2', ' Rain.', null, binding)
    expect(layer.accept('s1')).toBe(true)
    type(doc, 'l2', ' Wind.', null, binding)
    expect(texts(doc)).toEqual(['She runs home', 'Night falls. Rain. Wind.'])
    binding.undoManager.undo()
    expect(texts(doc)).toEqual(['She runs home', 'Night falls. Rain.'])
    binding.undoManager.undo()
    expect(texts(doc)).toEqual(['She walks home', 'Night falls. Rain.'])
    expect(statuses(doc)).toEqual(['undone', 'pending'])
    binding.undoManager.redo()
    expect(texts(doc)[0]).toBe('She runs home')
    expect(statuses(doc)).toEqual(['accepted', 'pending'])
    expect(said).toContain('Suggestion by Writer accepted.')
  })

  it('accepts a group as one step of undo', () => {
    const { doc, binding, layer } = room([WALKS, NIGHT, DOG])
    layer.acceptAll('g1')
    expect(texts(doc)).toEqual(['She runs home', 'A dog barks.', 'Darkness falls.'])
    binding.undoManager.undo()
    expect(texts(doc)).toEqual(['She walks home', 'Night falls.'])
    expect(statuses(doc)).toEqual(['undone', 'undone', 'undone'])
  })

  it('keeps a colleague’s words in accepted new lines when it is undone', () => {
    const at = room([DOG])
    const ben = copyOf(at.doc, 12)
    at.layer.accept('s1')
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(at.doc))
    type(ben, 'n1', ' Twice.')
    Y.applyUpdate(at.doc, Y.encodeStateAsUpdate(ben))
    at.binding.undoManager.undo()
    expect(texts(at.doc).join('|')).toContain('Twice.')
  })

  it('is not for readers', () => {
    const { doc, layer } = room([WALKS], true)
    expect(layer.accept('s1')).toBe(false)
    expect(layer.reject('s1', 'ana')).toBe(false)
    expect(statuses(doc)).toEqual(['pending'])
  })
})

describe('the layer', () => {
  it('lists what is open in the order of the text and goes round it', () => {
    const { layer } = room([NIGHT, WALKS])
    expect(layer.snapshot.open.map(({ suggestion }) => suggestion.id)).toEqual(['s2', 's1'])
    expect(layer.neighbour(1)?.suggestion.id).toBe('s2')
    layer.setActive('s1')
    expect(layer.neighbour(1)?.suggestion.id).toBe('s2')
    expect(layer.neighbour(-1)?.suggestion.id).toBe('s2')
  })

  it('says why an act did nothing, on the card and aloud, until something else is done', () => {
    const { doc, layer, said } = room([WALKS, NIGHT])
    erase(doc, 'l1', 'walks')
    expect(layer.accept('s1')).toBe(false)
    expect(layer.snapshot.problem).toMatchObject({ id: 's1' })
    expect(said.at(-1)).toMatch(/try again in a moment/)
    layer.reject('s2', 'ana')
    expect(layer.snapshot.problem).toBeNull()
  })

  it('announces what colleagues settle and what agents propose, but not what waited when the script opened', () => {
    const { doc, layer, said } = room([WALKS])
    expect(said).toEqual([])
    addSuggestions(doc, proposeEdits(doc, [NIGHT], { ...AGENT, ids: ['s9'] }))
    layer.read()
    expect(said).toEqual(['New suggestion by Writer. F8 goes to it.'])
    const ben = copyOf(doc, 12)
    const before = Y.encodeStateVector(doc)
    ;(ben.getMap('suggestions').get('s9') as Y.Map<string>).set('rejectedBy', 'ben')
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(ben, before))
    layer.read()
    expect(said.at(-1)).toBe('Suggestion by Writer removed.')
  })

  it('makes a person’s wording active in place of the old one', () => {
    const { doc, layer } = room([WALKS])
    layer.revise('s1', 'She strides home', { id: 'ben', name: 'Ben' })
    expect(layer.snapshot.open).toHaveLength(1)
    expect(layer.snapshot.active).toBe(layer.snapshot.open[0]?.suggestion.id)
    layer.accept(layer.snapshot.active ?? '')
    expect(texts(doc)[0]).toBe('She strides home')
  })
})

describe('in a treatment', () => {
  it('an editor shows what is suggested for its variant, and not what is suggested for another', () => {
    const doc = copyOf(treatmentOf(['She walks home'], ['Night falls.']), 11)
    const behind = { ...DOG, scene: 'v2', after: 'l2' } as const
    addSuggestions(
      doc,
      proposeEdits(doc, [WALKS, NIGHT, behind], { ...AGENT, ids: ['s1', 's2', 's3'], clientIds: [901, 902, 903] }),
    )
    const openIn = (variant: string): string[] => {
      const prose = proseOf(doc, variant)
      if (!prose) throw new Error('no such variant')
      const binding = new ScreenplayBinding(doc, screenplaySchema, { roots: proseRoots(doc, prose), home: variant })
      bindings.push(binding)
      const layer = new SuggestionLayer(doc, binding)
      layer.read()
      return layer.snapshot.open.map(({ suggestion }) => suggestion.id)
    }
    expect([openIn('v1'), openIn('v2')]).toEqual([['s1'], ['s2', 's3']])
  })
})

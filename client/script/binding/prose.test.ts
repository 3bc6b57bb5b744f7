import { TextSelection } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { treatmentOf } from '../../../shared/core/suggestions/testDocument.ts'
import { proseOf, proseRoots, readProse, variantTitle } from '../../../shared/core/treatment/variants.ts'
import { at, type Client, openClient, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { screenplaySchema as schema } from '../schema.ts'

/*
 * v1  l1 She walks home   l2 He waits
 * v2  l3 The river rises
 */
function openProse(id: number, state: Uint8Array, variant: string): Client {
  return openClient(id, state, doc => {
    const prose = proseOf(doc, variant)
    if (!prose) throw new Error(`no variant ${variant}`)
    return { captureTimeout: 0, roots: proseRoots(doc, prose), home: variant }
  })
}

function people() {
  const state = Y.encodeStateAsUpdate(treatmentOf(['She walks home', 'He waits'], ['The river rises']))
  return { ana: openProse(11, state, 'v1'), ben: openProse(12, state, 'v1'), cyn: openProse(13, state, 'v2') }
}

const said = (client: Client, variant = 'v1'): string[] => readProse(client.doc, variant).map(line => line.text)
const shown = ({ view }: Client): string[] => view.state.doc.content.content.map(line => line.textContent)
function type(client: Client, text: string, position: number): void {
  client.view.dispatch(client.view.state.tr.insertText(text, position))
}

describe('prose of a variant', () => {
  it('is shown by itself, and two write in one paragraph while somebody has another variant open', () => {
    const { ana, ben, cyn } = people()
    type(ana, 'slowly ', at(ana, 'l1', 10))
    type(ben, 'Now ', at(ben, 'l1'))
    type(cyn, ' fast', at(cyn, 'l3', 15))
    syncAll([ana, ben, cyn])
    const v1 = ['Now She walks slowly home', 'He waits']
    expect([shown(ana), shown(ben), shown(cyn)]).toEqual([v1, v1, ['The river rises fast']])
    expect(said(cyn)).toEqual(v1)
  })

  it('gives a split paragraph the variant as its scene, and keeps the script of the document empty', () => {
    const { ana, ben } = people()
    ana.view.dispatch(ana.view.state.tr.split(at(ana, 'l1', 3)))
    syncAll([ana, ben])
    const lines = readProse(ben.doc, 'v1')
    expect(lines.map(({ text, scene, type }) => [text, scene, type])).toEqual([
      ['She', 'v1', 'general'],
      [' walks home', 'v1', 'general'],
      ['He waits', 'v1', 'general'],
    ])
    expect(ben.doc.getXmlFragment('script').length).toBe(0)
    expect(ben.doc.getMap('scenes').size).toBe(0)
  })

  it('takes pasted elements of a screenplay as paragraphs, and headings as deep as it has sizes', () => {
    const { ana } = people()
    const line = (text: string, attrs: Record<string, string>) => schema.node('line', attrs, [schema.text(text)])
    const { tr } = ana.view.state
    ana.view.dispatch(
      tr.insert(0, [
        line('INT. ROOM - DAY', { type: 'scene_heading', scene: 'other' }),
        line('ANA', { type: 'character', dual: '1' }),
        line('Act one', { type: 'section', depth: '5' }),
      ]),
    )
    expect(
      readProse(ana.doc, 'v1').map(({ type, text, depth, dual, scene }) => [type, text, depth, dual, scene]),
    ).toEqual([
      ['general', 'INT. ROOM - DAY', undefined, undefined, 'v1'],
      ['general', 'ANA', undefined, undefined, 'v1'],
      ['section', 'Act one', 3, undefined, 'v1'],
      ['general', 'She walks home', undefined, undefined, 'v1'],
      ['general', 'He waits', undefined, undefined, 'v1'],
    ])
  })

  it('begins with the first key where nothing is written', () => {
    const empty = Y.encodeStateAsUpdate(treatmentOf([]))
    const ana = openProse(11, empty, 'v1')
    type(ana, 'Once', 1)
    expect(readProse(ana.doc, 'v1')).toMatchObject([{ text: 'Once', type: 'general', scene: 'v1' }])
  })

  it('takes back one’s own, never a colleague’s, and nothing of another variant', () => {
    const { ana, ben, cyn } = people()
    type(ana, ' alone', at(ana, 'l1', 14))
    type(ben, ' fast', at(ben, 'l1', 9))
    type(cyn, 'Here ', at(cyn, 'l3'))
    syncAll([ana, ben, cyn])
    ana.binding.undoManager.undo()
    expect(said(ana)).toEqual(['She walks fast home', 'He waits'])
    expect(said(ana, 'v2')).toEqual(['Here The river rises'])
    ana.binding.undoManager.redo()
    syncAll([ana, ben])
    expect(shown(ben)[0]).toBe('She walks fast home alone')
  })

  it('takes back the title with the words, in the order in which they were written', () => {
    const { ana } = people()
    const title = variantTitle(ana.doc, 'v1')
    if (!title) throw new Error('no title')
    ana.binding.undoManager.addToScope(title)
    ana.binding.undoManager.addTrackedOrigin('title')
    ana.doc.transact(() => title.insert(0, 'Home'), 'title')
    type(ana, ' alone', at(ana, 'l1', 14))
    ana.binding.undoManager.undo()
    expect([title.toString(), said(ana)[0]]).toEqual(['Home', 'She walks home'])
    ana.binding.undoManager.undo()
    expect(title.toString()).toBe('')
    ana.binding.undoManager.redo()
    expect(title.toString()).toBe('Home')
  })

  it('holds carets, and knows none in another variant', () => {
    const { ana, ben, cyn } = people()
    const { state } = ben.view
    ben.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, at(ben, 'l2', 3))))
    const caret = ben.binding.toRelative(ben.view.state.doc, at(ben, 'l2', 3))
    if (!caret) throw new Error('no caret')
    type(ana, 'But ', at(ana, 'l2'))
    syncAll([ana, ben, cyn])
    expect(ana.binding.toPosition(ana.view.state.doc, caret)).toBe(at(ana, 'l2', 7))
    expect(ben.view.state.selection.head).toBe(at(ben, 'l2', 7))
    expect(cyn.binding.toPosition(cyn.view.state.doc, caret)).toBeNull()
  })
})

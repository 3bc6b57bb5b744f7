import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { makeLine, plain } from '../script/line.ts'
import { copyOf, elementAt, erase, sync, treatmentOf, type } from '../suggestions/testDocument.ts'
import { lineFragments, shownLines } from '../treatment/lineFragments.ts'
import { activeVariant, chooseVariant, proseOf, readProse, readVariants, variantTitle } from '../treatment/variants.ts'
import { addVariant, bringBackVariant, removeVariant } from '../treatment/write.ts'
import { versionContent } from './content.ts'
import { restoreTreatment } from './restoreTreatment.ts'
import { diffTreatments, readTreatmentState } from './treatmentState.ts'

const treatment = () => treatmentOf(['She walks home', 'He waits'], ['The river rises'])
const says = (doc: Y.Doc): string => versionContent('treatment', doc)
const DRAFT = { title: 'Third', tone: 'dry', ending: '', chronology: '', madeBy: null, at: '' }

const edits = fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.nat(1000), fc.nat(1000)), { maxLength: 12 })
function change(doc: Y.Doc, [kind, x, y]: [number, number, number]): void {
  const variants = readVariants(doc)
  const id = variants[x % Math.max(1, variants.length)]?.id
  const prose = id ? proseOf(doc, id) : null
  const lines = shownLines(doc)
  const line = lines[y % Math.max(1, lines.length)]
  if (!id || kind === 0) addVariant(doc, { ...DRAFT, title: `T${x}`, lines: [] })
  else if (kind === 1) removeVariant(doc, id)
  else if (kind === 2) bringBackVariant(doc, ['v1', 'v2'][y % 2] ?? '')
  else if (kind === 3) chooseVariant(doc, id)
  else if (kind === 4) variantTitle(doc, id)?.insert(0, `${x} `)
  else if (kind === 5 && prose)
    prose.insert(y % (prose.length + 1), [makeLine(`n${x}-${y}`, id, { type: 'general', runs: plain(`new ${x}`) })])
  else if (kind === 6 && prose && prose.length > 0) prose.delete(y % prose.length, 1)
  else if (kind === 7 && line) line.setAttribute('type', y % 2 === 0 ? 'section' : 'general')
  else if (line) type(doc, String(line.getAttribute('id')), ` words ${y}`)
}

describe('a restored treatment', () => {
  it('says exactly what it said, whatever was done to it since, and can be brought forward again', () => {
    fc.assert(
      fc.property(edits, edits, (first, second) => {
        const doc = treatment()
        for (const edit of first) change(doc, edit)
        const [then, target] = [says(doc), readTreatmentState(copyOf(doc, 9))]
        for (const edit of second) change(doc, edit)
        const [later, latest] = [says(doc), readTreatmentState(copyOf(doc, 9))]
        restoreTreatment(doc, target)
        expect(says(doc)).toEqual(then)
        restoreTreatment(doc, latest)
        expect(says(doc)).toEqual(later)
      }),
      { numRuns: 200 },
    )
  })

  it('is not written to when it says the same already', () => {
    const doc = treatment()
    chooseVariant(doc, 'v2')
    const before = Y.encodeStateAsUpdate(doc)
    restoreTreatment(doc, readTreatmentState(doc))
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('keeps what a colleague types at the same moment, and the new variant in which somebody’s caret is', () => {
    const server = treatment()
    const target = readTreatmentState(copyOf(server, 9))
    erase(server, 'l1', ' home')
    const kept = addVariant(server, { ...DRAFT, lines: [{ type: 'general', runs: plain('Here') }] }, null, 'v3')
    addVariant(server, { ...DRAFT, lines: [] }, null, 'v4')
    const ben = copyOf(server, 12)
    type(ben, 'l1', ' slowly')
    const caret = readProse(server, kept)[0]?.id ?? ''
    type(ben, caret, ' still')
    server.clientID = 3
    restoreTreatment(server, target, new Set([caret]))
    sync(server, ben)
    expect(says(ben)).toEqual(says(server))
    expect(elementAt(server, 'l1').toString()).toContain('She walks home slowly')
    expect(readVariants(server).map(({ id }) => id)).toEqual(['v1', 'v2', 'v3'])
    expect(readProse(server, kept)[0]?.text).toBe('Here still')
  })
})

describe('what became of a treatment', () => {
  const hands = { authorOf: (client: number) => client, remover: null }

  it('is told variant by variant, in the hands of those who wrote', () => {
    const before = treatment()
    chooseVariant(before, 'v1')
    const after = copyOf(before, 12)
    type(after, 'l1', ' slowly')
    variantTitle(after, 'v1')?.insert(0, 'Home')
    removeVariant(after, 'v2')
    addVariant(after, { ...DRAFT, lines: [] }, null, 'v3')
    chooseVariant(after, 'v3')
    const view = diffTreatments(readTreatmentState(before), readTreatmentState(after), hands)
    expect(view.chosen).toEqual({ before: '', after: 'Third' })
    expect(view.variants.map(({ id, status, title }) => [id, status, title.map(({ text }) => text).join('')])).toEqual([
      ['v1', 'same', 'Home'],
      ['v2', 'removed', ''],
      ['v3', 'added', 'Third'],
    ])
    expect(view.variants[0]?.title).toEqual([{ text: 'Home', marks: [], status: 'added', by: 12 }])
    expect(view.variants[0]?.lines[0]).toMatchObject({
      status: 'changed',
      pieces: [
        { text: 'She walks home', status: 'same', by: 1 },
        { text: ' slowly', status: 'added', by: 12 },
      ],
    })
    expect(activeVariant(after)).toBe('v3')
    expect(lineFragments(after)).toHaveLength(3)
  })

  it('is nothing between a state and itself', () => {
    const state = readTreatmentState(treatment())
    const { variants } = diffTreatments(state, state, hands)
    expect(variants.flatMap(({ status, lines }) => [status, ...lines.map(line => line.status)])).toEqual(
      Array(5).fill('same'),
    )
  })
})

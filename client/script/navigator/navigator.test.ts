import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { lockScenes, setOmitted } from '../../../shared/core/script/production.ts'
import { at, syncAll } from '../../../tests/fuzz/binding/client.ts'
import { expectInLine, ids, open, setType, texts, type } from '../../../tests/fuzz/binding/people.ts'
import { screenplaySchema } from '../schema.ts'
import { moveByOne, moveIntoGap, moveSentence } from './moves.ts'
import { outlineOf, sameOutline, sceneAt, sceneWith } from './outline.ts'
import { navigatorRows } from './rows.ts'

/** An editor's document of lines 'type: text'; headings are scenes of their own. */
function script(...lines: string[]) {
  let scene = 'front'
  const nodes = lines.map((line, i) => {
    const [type = 'action', text = ''] = line.split(/: ?(.*)/s)
    const depth = /^#*/.exec(text)?.[0].length ?? 0
    if (type === 'scene_heading') scene = `s${i}`
    const attrs = { id: `l${i}`, type, scene, depth: depth ? String(depth) : null }
    const words = text.replace(/^#*\s*/, '')
    return screenplaySchema.node('line', attrs, words ? [screenplaySchema.text(words)] : [])
  })
  return outlineOf(screenplaySchema.node('doc', null, nodes), new Y.Doc())
}

const ACTS = script(
  'section: # Act One',
  'synopsis: They meet.',
  'scene_heading: INT. A',
  'synopsis: He lies.',
  'section: ## The Chase',
  'scene_heading: INT. B',
  'section: # Act Two',
  'scene_heading: INT. C',
  'section: ## The End',
)
const shown = (collapsed: string[] = []) =>
  navigatorRows(ACTS, new Set(collapsed)).map(row =>
    row.kind === 'section'
      ? `${'>'.repeat(row.level)}# ${row.section.text} (${row.scenes})`
      : `${'>'.repeat(row.level)}${row.scene.heading}`,
  )

describe('the outline', () => {
  it('has scenes under the sections that they stand behind, and synopses with what they are about', () => {
    expect(shown()).toEqual([
      '# Act One (2)',
      '>INT. A',
      '># The Chase (1)',
      '>>INT. B',
      '# Act Two (1)',
      '>INT. C',
      '># The End (0)',
    ])
    expect(ACTS.sections[0]?.synopsis).toBe('They meet.')
    expect(ACTS.scenes[0]?.synopsis).toBe('He lies.')
  })

  it('counts what stands before the first heading with the first scene', () => {
    expect(sceneAt(ACTS.scenes, 2)).toBeNull()
    expect(sceneWith(ACTS.scenes, 2)?.heading).toBe('INT. A')
    const second = ACTS.scenes[1]
    expect(sceneWith(ACTS.scenes, (second?.position ?? 0) + 3)).toBe(second)
    expect(sceneWith([], 2)).toBeNull()
  })

  it('folds a section with everything in it', () => {
    expect(shown(['l0'])).toEqual(['# Act One (2)', '# Act Two (1)', '>INT. C', '># The End (0)'])
    expect(shown(['l4'])).toContain('># The Chase (1)')
    expect(shown(['l4'])).not.toContain('>>INT. B')
  })

  it('is the same while only positions differ, and another when a section comes to stand elsewhere', () => {
    const moved = { ...ACTS, scenes: ACTS.scenes.map(scene => ({ ...scene, position: scene.position + 7 })) }
    expect(
      sameOutline(ACTS, { ...moved, sections: ACTS.sections.map(s => ({ ...s, position: s.position + 7 })) }),
    ).toBe(true)
    expect(sameOutline(ACTS, { ...ACTS, sections: ACTS.sections.map(s => ({ ...s, position: 0 })) })).toBe(false)
  })
})

describe('a scene moves', () => {
  const outline = [...'abc'].map((id, i) => ({
    id,
    number: String(i + 1),
    heading: `INT. ${id.toUpperCase()}`,
    lineId: `${id}0`,
    position: i,
    omitted: false,
    synopsis: '',
  }))

  it('into a gap, and nowhere when that is where it stands', () => {
    expect(moveIntoGap(outline, 'c', 0)).toEqual({ id: 'c', after: null })
    expect(moveIntoGap(outline, 'a', 2)).toEqual({ id: 'a', after: 'b' })
    expect(moveIntoGap(outline, 'a', 3)).toEqual({ id: 'a', after: 'c' })
    expect(moveIntoGap(outline, 'b', 1)).toBe(null)
    expect(moveIntoGap(outline, 'b', 2)).toBe(null)
    expect(moveIntoGap(outline, 'gone', 2)).toBe(null)
  })

  it('by one place, not past the ends', () => {
    expect(moveByOne(outline, 'b', -1)).toEqual({ id: 'b', after: null })
    expect(moveByOne(outline, 'b', 1)).toEqual({ id: 'b', after: 'c' })
    expect(moveByOne(outline, 'a', -1)).toBe(null)
    expect(moveByOne(outline, 'c', 1)).toBe(null)
  })

  it('and whoever hears the page is told where it stands now', () => {
    expect(moveSentence(outline, { id: 'c', after: null })).toBe('INT. C is now the first scene.')
    expect(moveSentence(outline, { id: 'a', after: 'c' })).toBe('INT. A now follows INT. C.')
  })

  it('merge: two people move scenes while a third types inside; every word is there once, in one order', () => {
    const [ann, ben, cem] = open()
    ann.binding.moveScene('c', null)
    ben.binding.moveScene('a', 'c')
    type(cem, 'NEW ', at(cem, 'a1'))
    type(cem, 'ALSO ', at(cem, 'c2'))
    syncAll([ann, ben, cem])
    expectInLine(ann, ben, cem)
    for (const person of [ann, ben, cem]) {
      expect([...ids(person)].sort()).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'c0', 'c1', 'c2'])
      expect(texts(person)).toContain('NEW a1 hello world')
      expect(texts(person)).toContain('ALSO c2 hello world')
      expect(ids(person)).toEqual(ids(ann))
    }
    // Ann takes her move back; Ben's stays
    ann.binding.undoManager.undo()
    syncAll([ann, ben, cem])
    expectInLine(ann, ben, cem)
    expect(ids(ben).indexOf('c0')).toBeGreaterThan(ids(ben).indexOf('b0'))
    expect(texts(ben)).toContain('NEW a1 hello world')
  })

  it('merge: of two moves of one scene the last one counts, and it is there once', () => {
    const [ann, ben] = open()
    ann.binding.moveScene('b', null)
    ben.binding.moveScene('b', 'c')
    syncAll([ann, ben])
    expectInLine(ann, ben)
    expect(ids(ann).filter(id => id === 'b0')).toHaveLength(1)
    expect(ids(ann)).toEqual(ids(ben))
  })

  it('takes along what was merged into it, while somebody types there', () => {
    const [ann, ben] = open()
    ann.binding.mergeScenes('b', 'c')
    syncAll([ann, ben])
    ann.binding.moveScene('b', null)
    type(ben, 'STILL ', at(ben, 'c1'))
    syncAll([ann, ben])
    expectInLine(ann, ben)
    expect(ids(ben)).toEqual(['b0', 'b1', 'b2', 'c0', 'c1', 'c2', 'a0', 'a1', 'a2'])
    expect(texts(ben)).toContain('STILL c1 hello world')
  })

  it('keeps its locked number and stays omitted', () => {
    const [ann, ben] = open()
    lockScenes(ann.doc)
    setOmitted(ann.doc, 'b', true)
    ann.binding.moveScene('b', null)
    setType(ann, 'c1', 'scene_heading')
    syncAll([ann, ben])
    const { scenes } = outlineOf(ben.view.state.doc, ben.doc)
    expect(scenes.map(({ number, omitted }) => [number, omitted])).toEqual([
      ['2', true],
      ['1', false],
      ['3', false],
      ['3A', false],
    ])
  })
})

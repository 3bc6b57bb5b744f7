import { expect, test } from 'vitest'
import type { HunkView, MergeDocument } from '../../shared/core/api/merges.ts'
import { type Choices, chosenOf, keyOf, type Placed, withNeeds } from './merged.ts'

const hunk = (id: string, of: Partial<HunkView> = {}): HunkView => ({
  ...{ id, element: { kind: 'line', ids: [id] }, change: 'changed', title: id, conflict: null, needs: [] },
  ...{ before: [], mine: [], theirs: [], result: [], editable: false },
  ...of,
})
const scene = hunk('scene')
const lines = hunk('lines', { needs: ['scene'] })
const clash = hunk('clash', { conflict: { reason: 'Both changed it' } })
const bookmark = hunk('bookmark', { needs: ['clash'] })
const of = { kind: 'script', sceneId: null, title: '', closed: null, needs: null } as const
const script: MergeDocument = { ...of, key: 'script/', hunks: [scene, lines, clash, bookmark] }
const shots: MergeDocument = {
  ...{ ...of, kind: 'scene', key: 'scene/s', sceneId: 's', hunks: [hunk('shot')] },
  needs: { document: 'script/', hunk: 'scene' },
}
const namesOf = (placed: readonly Placed[]) => placed.map(({ hunk }) => hunk.id)
const sent = (choices: Choices, documents: readonly MergeDocument[]) =>
  chosenOf(choices, documents).map(({ hunk: id }) => id)

test('what fits is taken, and what conflicts or needs that is left, unless somebody says otherwise', () => {
  expect(sent(new Map(), [script])).toEqual(['scene', 'lines'])
  const chosen = new Map([
    [keyOf(script, clash), 'take' as const],
    [keyOf(script, lines), 'leave' as const],
  ])
  expect(sent(chosen, [script])).toEqual(['scene', 'clash'])
})

test('nothing is taken into a document that is closed', () => {
  const closed = { ...script, closed: 'Ana approved it.' }
  expect(sent(new Map([[keyOf(closed, scene), 'take']]), [closed, shots])).toEqual([])
})

test('a hunk is taken with what it needs, and left with what needs it, also what is made in a scene that is new', () => {
  const documents = [script, shots]
  expect(namesOf(withNeeds(documents, { document: script, hunk: lines }, true))).toEqual(['lines', 'scene'])
  expect(namesOf(withNeeds(documents, { document: script, hunk: scene }, false))).toEqual(['scene', 'lines', 'shot'])
  const [shot] = shots.hunks
  if (shot) expect(namesOf(withNeeds(documents, { document: shots, hunk: shot }, true))).toEqual(['shot', 'scene'])
})

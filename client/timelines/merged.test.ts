import { expect, test } from 'vitest'
import type { HunkView, MergeDocument } from '../../shared/core/api/merges.ts'
import { choiceOf, chosenOf, keyOf, withNeeds } from './merged.ts'

const hunk = (id: string, of: Partial<HunkView> = {}): HunkView => ({
  ...{ id, element: { kind: 'line', ids: [id] }, change: 'changed', title: id, conflict: null, needs: [] },
  ...{ before: [], mine: [], theirs: [], result: [], editable: false },
  ...of,
})
const scene = hunk('scene')
const lines = hunk('lines', { needs: ['scene'] })
const clash = hunk('clash', { conflict: { reason: 'Both changed it' } })
const script: MergeDocument = {
  ...{ key: 'script/', kind: 'script', sceneId: null, title: '', closed: null, hunks: [scene, lines, clash] },
}

test('what fits is taken and what conflicts is left, unless somebody says otherwise', () => {
  expect(chosenOf(new Map(), [script]).map(({ hunk: id }) => id)).toEqual(['scene', 'lines'])
  const chosen = new Map([
    [keyOf(script, clash), 'take' as const],
    [keyOf(script, lines), 'leave' as const],
  ])
  expect(chosenOf(chosen, [script]).map(({ hunk: id }) => id)).toEqual(['scene', 'clash'])
})

test('nothing is taken into a document that is closed', () => {
  const closed = { ...script, closed: 'Ana approved it.' }
  expect(choiceOf(new Map([[keyOf(closed, scene), 'take']]), closed, scene)).toBe('leave')
})

test('a hunk is taken with what it needs, and left with what needs it', () => {
  expect(withNeeds(script, lines, true)).toEqual([lines, scene])
  expect(withNeeds(script, scene, false)).toEqual([scene, lines])
})

import { expect, test } from 'vitest'
import type { FindingRow } from '../../shared/core/api/findings.ts'
import { parted, settledAs } from './order.ts'

const finding = (over: Partial<FindingRow>): FindingRow => ({
  id: 'f',
  stage: 'script',
  documentId: 'd',
  lens: 'arcs',
  jobId: null,
  severity: 'low',
  title: '',
  reason: '',
  evidence: [],
  stale: false,
  proposal: null,
  suggestion: null,
  state: 'open',
  decidedBy: null,
  threadId: null,
  at: '',
  ...over,
})

test('a finding is open until somebody settled it, its words were decided, or its place is gone', () => {
  const settled = [
    finding({ state: 'dismissed', decidedBy: 'Ben' }),
    finding({ state: 'discussed', decidedBy: 'Ana' }),
    finding({ state: 'discussed', decidedBy: 'Ana', stage: 'beats' }),
    finding({ suggestion: 'accepted' }),
    finding({ suggestion: 'rejected' }),
    finding({ stale: true }),
  ]
  const open = [finding({}), finding({ suggestion: 'pending' }), finding({ suggestion: 'undone' })]
  expect(parted([...settled, ...open])).toEqual({ open, settled })
  expect(settled.map(settledAs)).toEqual([
    'Dismissed by Ben',
    'Discussed in a comment by Ana',
    'Put to the others by Ana',
    'Its words were taken',
    'Its words were rejected',
    'Its place is gone',
  ])
  expect(open.map(settledAs)).toEqual([null, null, null])
})

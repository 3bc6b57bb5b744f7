import { expect, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { readFields } from './fieldPresence.ts'

test('others are shown in the field that they say they are in, whatever they call it; oneself is not', () => {
  const awareness = new Awareness(new Y.Doc())
  const ben = { id: 'b', name: 'Ben' }
  awareness.setLocalState({ user: { id: 'a', name: 'Ana' }, field: 'tone' })
  const states: [number, unknown][] = [
    [1, { user: ben, field: 'tone' }],
    [2, { user: ben, field: 'tone' }],
    [3, { user: { id: 'e', name: 'Eve' }, field: '__proto__' }],
    [4, { user: { id: 'e', name: 'Eve' }, field: 7 }],
    [5, null],
  ]
  for (const [client, state] of states) awareness.getStates().set(client, state as Record<string, unknown>)
  const fields = readFields(awareness)
  expect(fields.get('tone')).toEqual([{ ...ben, doing: 'here' }])
  expect([...fields.keys()]).toEqual(['tone', '__proto__'])
  awareness.destroy()
})

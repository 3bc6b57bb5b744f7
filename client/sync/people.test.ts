import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { peopleIn, peopleStore } from './people.ts'

let awareness: Awareness
const others: Awareness[] = []
beforeEach(() => {
  awareness = new Awareness(new Y.Doc())
  awareness.setLocalStateField('user', { id: 'me', name: 'Zoe', colour: '#000000' })
})
afterEach(() => {
  for (const one of [awareness, ...others.splice(0)]) one.destroy()
})

/** Somebody else's tab says this. */
function tab(state: Record<string, unknown>): Awareness {
  const other = new Awareness(new Y.Doc())
  others.push(other)
  say(other, state)
  return other
}
function say(other: Awareness, state: Record<string, unknown>): void {
  other.setLocalState(state)
  applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'test')
}
const ada = { id: 'ada', name: 'Ada', colour: '#111111' }

describe('the people in a document', () => {
  test('are oneself and then the others by name, each once however many tabs they have', () => {
    tab({ user: ada, place: { page: 'hub' } })
    tab({ user: ada, place: { page: 'scene', sceneId: 's' } })
    tab({ user: { id: 'bob', name: 'Bob', colour: '#222222' } })
    expect(peopleIn(awareness).map(({ name, isMe }) => [name, isMe])).toEqual([
      ['Zoe', true],
      ['Ada', false],
      ['Bob', false],
    ])
  })

  test('are where their latest tab says, and nowhere when it says something unknown', () => {
    const other = tab({ user: ada, place: { page: 'scene', sceneId: 's' } })
    const place = () => peopleIn(awareness).find(person => person.id === 'ada')?.place
    expect(place()).toEqual({ page: 'scene', sceneId: 's' })
    say(other, { user: ada, place: { page: 'the moon' } })
    expect(place()).toBeNull()
  })

  test('are agents too, one for each job', () => {
    for (const jobId of ['1', '2'])
      tab({
        user: { id: 'rewrite', name: 'Rewrite', colour: '#333333', agent: true },
        activity: { jobId, agent: 'rewrite', text: 'Reading' },
      })
    expect(peopleIn(awareness).filter(person => person.agent)).toHaveLength(2)
  })

  test('are left out when they say nothing that can be read', () => {
    tab({ user: 'Ada' })
    tab({})
    expect(peopleIn(awareness)).toHaveLength(1)
  })

  test('are the same list until somebody comes, goes or moves: a moving caret draws nobody anew', () => {
    const store = peopleStore(awareness)
    let calls = 0
    const stop = store.subscribe(() => calls++)
    const other = tab({ user: ada })
    const list = store.get()
    expect(calls).toBe(1)
    say(other, { user: ada, cursor: { anchor: 5 } })
    expect([calls, store.get() === list]).toEqual([1, true])
    say(other, { user: ada, place: { page: 'hub' } })
    expect(calls).toBe(2)
    stop()
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { DocumentAuthors } from '../../shared/core/api/authors.ts'
import { GONE, IMPORTED } from './hand.ts'
import { AuthorRegister } from './register.ts'

const ANA = { kind: 'person', id: 'ana', name: 'Ana' } as const

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A register whose server answers with `answers.authors`, or not at all while that is null. */
function open() {
  const awareness = new Awareness(new Y.Doc())
  const answers: { authors: DocumentAuthors | null; asked: number } = { authors: {}, asked: 0 }
  const place = { settled: true, changed: () => {} }
  let learnt = 0
  const register = new AuthorRegister(
    {
      awareness,
      isSettled: () => place.settled,
      subscribe: listener => {
        place.changed = listener
        return () => {
          place.changed = () => {}
        }
      },
    },
    async () => {
      answers.asked++
      if (!answers.authors) throw new Error('The server does not answer.')
      return answers.authors
    },
    () => learnt++,
  )
  register.start()
  return { register, awareness, answers, place, learnt: () => learnt, close: () => awareness.destroy() }
}
const answered = () => vi.advanceTimersByTimeAsync(0)

describe('whose client ids are', () => {
  it('is asked once for all that are unknown, and known from then on', async () => {
    const { register, answers, learnt, close } = open()
    answers.authors = { 7: ANA, 8: null }
    expect([7, 8, 9].map(id => register.handOf(id))).toEqual([null, null, null])
    await answered()
    expect([7, 8, 9].map(id => register.handOf(id))).toEqual([ANA, GONE, IMPORTED])
    await answered()
    expect([answers.asked, learnt()]).toEqual([1, 1])
    close()
  })

  it('is known of those who are here, also after they left', async () => {
    const { register, awareness, answers, close } = open()
    awareness.states.set(5, { user: { id: 'ana', name: 'Ana' } })
    awareness.emit('change', [{ added: [5], updated: [], removed: [] }, 'net'])
    awareness.states.delete(5)
    awareness.emit('change', [{ added: [], updated: [], removed: [5] }, 'net'])
    expect(register.handOf(5)).toEqual(ANA)
    expect(answers.asked).toBe(0)
    close()
  })

  it('is asked again while the server does not answer', async () => {
    const { register, answers, learnt, close } = open()
    answers.authors = null
    register.handOf(7)
    await answered()
    answers.authors = { 7: ANA }
    expect([register.handOf(7), answers.asked, learnt()]).toEqual([null, 1, 0])
    await vi.advanceTimersByTimeAsync(5_000)
    expect([register.handOf(7), answers.asked, learnt()]).toEqual([ANA, 2, 1])
    close()
  })

  it('is asked again once all is saved, when the server had not heard of the words yet', async () => {
    const { register, answers, place, close } = open()
    place.settled = false
    register.handOf(7)
    await answered()
    expect(register.handOf(7)).toEqual(IMPORTED)
    answers.authors = { 7: ANA }
    place.changed()
    await answered()
    expect(answers.asked).toBe(1)
    place.settled = true
    place.changed()
    await answered()
    expect([register.handOf(7), answers.asked]).toEqual([ANA, 2])
    close()
  })

  it('is not asked while nobody wants to see it', async () => {
    const { register, answers, close } = open()
    register.handOf(7)
    register.stop()
    await answered()
    expect(answers.asked).toBe(0)
    answers.authors = { 7: ANA }
    register.start()
    await answered()
    expect(register.handOf(7)).toEqual(ANA)
    close()
  })
})

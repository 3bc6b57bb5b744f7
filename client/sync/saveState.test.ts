import { describe, expect, test } from 'vitest'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import { endingOf, endingOfClose, type SaveFacts, saveSummary, worstOf } from './saveState.ts'

const WELL: SaveFacts = {
  ending: null,
  readOnly: false,
  lock: null,
  connected: true,
  everLost: false,
  handshaken: true,
  outstanding: 0,
  refused: 0,
  unsent: 0,
}
const stateOf = (facts: Partial<SaveFacts>) => saveSummary({ ...WELL, ...facts })

describe('the header says', () => {
  test.each<[string, Partial<SaveFacts>, string, number]>([
    ['saved when every frame was answered', {}, 'saved', 0],
    ['saving while frames are on their way', { outstanding: 3 }, 'saving', 3],
    ['connecting at first', { connected: false, handshaken: false }, 'connecting', 0],
    ['connecting until what we had was sent', { handshaken: false }, 'connecting', 0],
    ['saving while what was typed offline is on its way', { handshaken: false, unsent: 2 }, 'saving', 2],
    [
      'offline, with the number of changes that only this browser has',
      { connected: false, everLost: true, unsent: 5 },
      'offline',
      5,
    ],
    ['read-only to a viewer', { readOnly: true }, 'read-only', 0],
    ['offline to a viewer without a connection', { readOnly: true, connected: false, everLost: true }, 'offline', 0],
  ])('%s', (_what, facts, state, unsaved) => {
    expect(stateOf(facts)).toEqual({ state, unsaved, message: null })
  })

  test('never saved while anything is outstanding or unsent', () => {
    for (const outstanding of [0, 1])
      for (const unsent of [0, 1])
        for (const handshaken of [true, false])
          expect(stateOf({ outstanding, unsent, handshaken }).state === 'saved').toBe(
            outstanding + unsent === 0 && handshaken,
          )
  })

  test('what happened, what was kept and what to do when the server will not have us', () => {
    const ending = endingOf(CLOSE.editorOutdated.reason)
    expect(ending?.state).toBe('update-required')
    expect(stateOf({ ending, unsent: 1 })).toMatchObject({ state: 'update-required', unsaved: 1 })
    for (const { code, reason } of Object.values(CLOSE)) {
      const closed = endingOfClose(code)
      if (code === CLOSE.restarting.code) expect([closed, endingOf(reason)]).toEqual([null, null])
      else expect(closed?.message).toMatch(/[Rr]eload|[Aa]sk|[Ss]ign in/)
    }
    // a lost network, a sleeping laptop and a restarted server are worth trying again
    for (const code of [1000, 1001, 1005, 1006, 1011, 4205, 4408]) expect(endingOfClose(code)).toBeNull()
  })

  test('that changes were not taken, to somebody who became a viewer while typing', () => {
    expect(stateOf({ readOnly: true, refused: 2 })).toMatchObject({ state: 'read-only', unsaved: 2 })
    expect(stateOf({ readOnly: true, refused: 2 }).message).toMatch(/not taken.*kept in this browser/s)
  })

  test('the worst of several documents, and all their unsaved changes', () => {
    const offline = stateOf({ connected: false, everLost: true, unsent: 2 })
    expect(worstOf([stateOf({}), stateOf({ outstanding: 1 })])).toMatchObject({ state: 'saving', unsaved: 1 })
    expect(worstOf([stateOf({ outstanding: 1 }), offline])).toMatchObject({ state: 'offline', unsaved: 3 })
    expect(worstOf([stateOf({ readOnly: true }), stateOf({})]).state).toBe('saved')
    expect(worstOf([]).state).toBe('saved')
  })
})

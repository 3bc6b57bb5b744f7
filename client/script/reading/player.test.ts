import { describe, expect, it } from 'vitest'
import { castVoices, type Reading } from '../../../shared/core/script/tableRead.ts'
import { Player, type Speech } from './player.ts'

const READINGS: readonly Reading[] = [
  { line: 'a', speaker: null, text: 'Rain.' },
  { line: 'b', speaker: 'MARA', text: 'So.' },
  { line: 'b', speaker: 'MARA', text: 'And so.' },
  { line: 'c', speaker: 'JON', text: 'No.' },
]

/** A browser that speaks when it is told to, and what it was told. */
function mouth() {
  const said: string[] = []
  let done: ((problem: string | null) => void) | null = null
  const speech: Speech = {
    speak: (text, voice, rate, ended) => {
      said.push(`${voice}${rate === 1 ? '' : ` x${rate}`}: ${text}`)
      done = ended
    },
    cancel: () => {},
  }
  return { said, speech, end: (problem: string | null = null) => done?.(problem) }
}
const VOICES = castVoices(['MARA', 'JON'], ['reader', 'first', 'second'], new Map())
const playerOf = (speech: Speech) => new Player(speech, who => (who === null ? 'reader' : (VOICES.get(who) ?? null)))

describe('a table read', () => {
  it('gives everybody a voice, and ends with the last line', () => {
    const { said, speech, end } = mouth()
    const player = playerOf(speech)
    player.start(READINGS, 0)
    for (const line of ['a', 'b', 'b', 'c']) {
      expect(player.current?.line).toBe(line)
      end()
    }
    expect(said).toEqual(['reader: Rain.', 'first: So.', 'first: And so.', 'second: No.'])
    expect(player.get()).toEqual({ state: 'idle', at: 0, problem: null })
  })

  it('begins what was broken off again after a pause, and hears nothing of what it broke off', () => {
    const { said, speech, end } = mouth()
    const player = playerOf(speech)
    player.start(READINGS, 1)
    player.pause()
    end()
    expect(player.get()).toMatchObject({ state: 'paused', at: 1 })
    player.resume()
    expect(said).toEqual(['first: So.', 'first: So.'])
  })

  it('skips from line to line, also while it is paused', () => {
    const { speech } = mouth()
    const player = playerOf(speech)
    player.start(READINGS, 1)
    player.skip(1)
    expect(player.current?.line).toBe('c')
    player.skip(-1)
    expect(player.get()).toMatchObject({ state: 'playing', at: 1 })
    player.pause()
    player.skip(-1)
    player.skip(-1)
    expect(player.get()).toMatchObject({ state: 'paused', at: 0 })
  })

  it('says the line again at another speed', () => {
    const { said, speech } = mouth()
    const player = playerOf(speech)
    player.start(READINGS, 3)
    player.setRate(1.5)
    expect(said).toEqual(['second: No.', 'second x1.5: No.'])
  })

  it('waits at the line at which a voice fails, and says so', () => {
    const { said, speech, end } = mouth()
    const player = playerOf(speech)
    player.start(READINGS, 1)
    end('The voice broke off.')
    expect(player.get()).toEqual({ state: 'paused', at: 1, problem: 'The voice broke off.' })
    player.resume()
    expect(said.at(-1)).toBe('first: So.')
    expect(player.get().problem).toBeNull()
  })
})

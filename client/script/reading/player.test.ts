import { describe, expect, it } from 'vitest'
import { Player, type Speech } from './player.ts'

class FakeSpeech implements Speech {
  said: string[] = []
  done: (problem: string | null) => void = () => {}
  speak(text: string, voice: string | null, rate: number, done: (problem: string | null) => void) {
    this.said.push(`${voice}@${rate}: ${text}`)
    this.done = done
  }
  cancel() {
    this.done = () => {}
  }
}

const READINGS = [
  { line: 'a', speaker: null, text: 'Rain.' },
  { line: 'b', speaker: 'MARA', text: 'So. One.' },
  { line: 'b', speaker: 'MARA', text: 'Two.' },
  { line: 'c', speaker: 'JON', text: 'No.' },
]
function playing(from = 0) {
  const speech = new FakeSpeech()
  const player = new Player(speech, speaker => speaker ?? 'reader')
  player.start(READINGS, from)
  return { speech, player }
}

describe('the player of a table read', () => {
  it('goes from line to line, each in its voice, and ends behind the last', () => {
    const { speech, player } = playing()
    expect(player.current?.line).toBe('a')
    for (let i = 0; i < READINGS.length; i++) speech.done(null)
    expect(speech.said).toEqual(['reader@1: Rain.', 'MARA@1: So. One.', 'MARA@1: Two.', 'JON@1: No.'])
    expect(player.get().state).toBe('idle')
    expect(player.current).toBe(null)
  })
  it('begins what a pause broke off again, and says nothing while it lasts', () => {
    const { speech, player } = playing(1)
    const old = speech.done
    player.pause()
    old(null)
    expect(player.get()).toMatchObject({ state: 'paused', at: 1 })
    player.resume()
    expect(speech.said).toEqual(['MARA@1: So. One.', 'MARA@1: So. One.'])
  })
  it('skips whole lines, forwards and back to their first words', () => {
    const { player } = playing(1)
    player.skip(1)
    expect(player.current?.line).toBe('c')
    player.skip(-1)
    expect(player.get().at).toBe(1)
    player.pause()
    player.skip(-1)
    expect(player.get()).toMatchObject({ state: 'paused', at: 0 })
    player.skip(-1)
    expect(player.get().at).toBe(0)
  })
  it('says what is being said again at the new speed', () => {
    const { speech, player } = playing()
    player.setRate(1.5)
    expect(speech.said.at(-1)).toBe('reader@1.5: Rain.')
  })
  it('stops with the reason when the voice fails, and can go on', () => {
    const { speech, player } = playing(2)
    speech.done('The voice broke off.')
    expect(player.get()).toEqual({ state: 'paused', at: 2, problem: 'The voice broke off.' })
    player.resume()
    expect(player.get()).toEqual({ state: 'playing', at: 2, problem: null })
  })
})

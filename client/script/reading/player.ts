import type { Reading } from '../../../shared/core/script/tableRead.ts'

export interface PlayerState {
  state: 'idle' | 'playing' | 'paused'
  /** Place among the readings. */
  at: number
  /** Why it stopped by itself, in a sentence; null while all is well. */
  problem: string | null
}

/** As much of the browser's speech as a player needs; tests give their own. */
export interface Speech {
  speak(text: string, voice: string | null, rate: number, done: (problem: string | null) => void): void
  cancel(): void
}

/**
 * Reads a script from line to line. A pause breaks off the words that are being said and begins them again afterwards: the
 * browsers' own pause forgets where it was, or never ends.
 */
export class Player {
  readonly #speech: Speech
  readonly #voiceOf: (speaker: string | null) => string | null
  readonly #listeners = new Set<() => void>()
  #readings: readonly Reading[] = []
  #state: PlayerState = { state: 'idle', at: 0, problem: null }
  #rate = 1
  /** Tells what was broken off from what is being said. */
  #turn = 0

  constructor(speech: Speech, voiceOf: (speaker: string | null) => string | null) {
    this.#speech = speech
    this.#voiceOf = voiceOf
  }

  readonly get = (): PlayerState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What is read now; null while nothing is. */
  get current(): Reading | null {
    return this.#state.state === 'idle' ? null : (this.#readings[this.#state.at] ?? null)
  }

  /** Reads on from place `from`; nothing when there is none. */
  start(readings: readonly Reading[], from: number): void {
    this.#readings = readings
    this.#say(from)
  }

  pause(): void {
    if (this.#state.state !== 'playing') return
    this.#breakOff()
    this.#set({ ...this.#state, state: 'paused' })
  }

  resume(): void {
    if (this.#state.state === 'paused') this.#say(this.#state.at)
  }

  /** To the next (or previous) line; stays paused when it is. */
  skip(by: 1 | -1): void {
    if (this.#state.state === 'idle') return
    const here = this.#readings[this.#state.at]?.line
    let at = this.#state.at
    while (this.#readings[at]?.line === here && at >= 0 && at < this.#readings.length) at += by
    // back to the first words of that line
    while (by < 0 && at > 0 && this.#readings[at - 1]?.line === this.#readings[at]?.line) at--
    at = Math.max(0, at)
    if (this.#state.state === 'playing') this.#say(at)
    else if (at < this.#readings.length) this.#set({ ...this.#state, at })
  }

  stop(): void {
    this.#breakOff()
    this.#set({ state: 'idle', at: 0, problem: null })
  }

  /** 1 is as the voice speaks. What is being said begins again. */
  setRate(rate: number): void {
    this.#rate = rate
    if (this.#state.state === 'playing') this.#say(this.#state.at)
  }

  #say(at: number): void {
    this.#breakOff()
    const reading = this.#readings[at]
    if (!reading) {
      this.#set({ state: 'idle', at: 0, problem: null })
      return
    }
    this.#set({ state: 'playing', at, problem: null })
    const turn = this.#turn
    this.#speech.speak(reading.text, this.#voiceOf(reading.speaker), this.#rate, problem => {
      if (turn !== this.#turn) return
      if (problem === null) this.#say(at + 1)
      else {
        this.#breakOff()
        this.#set({ state: 'paused', at, problem })
      }
    })
  }

  #breakOff(): void {
    this.#turn++
    this.#speech.cancel()
  }

  #set(state: PlayerState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

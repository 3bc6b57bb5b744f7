/** Numbers, choices and chance from a seed (mulberry32), the same on every machine. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed | 0
  }

  /** From 0 to 1, 1 excluded. */
  readonly next = (): number => {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('nothing to pick from')
    return from[this.below(from.length)] as T
  }
}

/** Makes ids and order keys repeat with the seed while `run` runs. */
export function withSeed(random: Random, run: () => void): void {
  const before = { random: Math.random, values: crypto.getRandomValues }
  Math.random = random.next
  crypto.getRandomValues = (<T extends ArrayBufferView>(array: T): T => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
    for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(256)
    return array
  }) as typeof crypto.getRandomValues
  try {
    run()
  } finally {
    Math.random = before.random
    crypto.getRandomValues = before.values
  }
}

/** What happened in a session, or in many. */
export interface Figures {
  /** Words that people and accepted proposals brought; those of proposals among them. */
  words: number
  proposed: number
  /** Words that were taken away, or written anew by a split, a join, an undo. */
  taken: number
  copied: number
  crashes: number
  /** Crashes that took updates with them which were not durable yet. */
  losses: number
  /** Documents that the viewer opened anew, without what a crash had taken. */
  dropped: number
  /** What the viewer sent. */
  forged: number
}

/** The sums over many sessions, as a sentence. */
export class Total {
  readonly #first: number
  #seeds = 0
  #steps = 0
  readonly #start = Date.now()
  readonly #sums = new Map<string, number>()

  constructor(first: number) {
    this.#first = first
  }

  add(figures: Figures, steps: number): void {
    this.#seeds++
    this.#steps += steps
    for (const [name, value] of Object.entries(figures)) this.#sums.set(name, (this.#sums.get(name) ?? 0) + value)
  }

  sentence(): string {
    const seconds = (Date.now() - this.#start) / 1000
    const of = (name: keyof Figures) => this.#sums.get(name) ?? 0
    return [
      `whole-house fuzz: ${this.#seeds} seeds from ${this.#first} hold, ${this.#steps} steps`,
      `${of('words')} words, ${of('proposed')} of them proposed and accepted, ${of('taken')} taken away, ${of('copied')} written anew`,
      `${of('crashes')} crashes, ${of('losses')} with updates that were not durable, ${of('dropped')} documents opened anew by the viewer; ${of('forged')} updates of the viewer`,
      `${seconds.toFixed(0)} s, ${(this.#seeds / seconds).toFixed(1)} seeds/s`,
    ].join('; ')
  }
}

interface TallyOptions {
  name: string
  help: string
  /** Upper bounds, ascending. */
  buckets: readonly number[]
}

/**
 * A histogram for the path that every edit takes: adding to it allocates nothing, where that of prom-client makes a closure
 * and two objects.
 */
export class Tally {
  readonly #options: TallyOptions
  /** The last one holds what is above every bound. */
  readonly #counts: Float64Array
  #sum = 0

  constructor(options: TallyOptions) {
    this.#options = options
    this.#counts = new Float64Array(options.buckets.length + 1)
  }

  /** So many observations of the same value. */
  add(value: number, times = 1): void {
    const { buckets } = this.#options
    let i = 0
    while (i < buckets.length && value > (buckets[i] ?? 0)) i++
    this.#counts[i] = (this.#counts[i] ?? 0) + times
    this.#sum += value * times
  }

  /** In the text format of Prometheus; `labels` as they are written. */
  text(labels: string): string {
    const { name, help, buckets } = this.#options
    let count = 0
    const lines = [...buckets, '+Inf'].map((bound, i) => {
      count += this.#counts[i] ?? 0
      return `${name}_bucket{le="${bound}",${labels}} ${count}`
    })
    return [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} histogram`,
      ...lines,
      `${name}_sum{${labels}} ${this.#sum}`,
      `${name}_count{${labels}} ${count}`,
      '',
    ].join('\n')
  }
}

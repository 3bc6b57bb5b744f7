import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Tally } from './tally.ts'

/**
 * What one process counts, for Prometheus. What Node itself tells (memory, garbage collection, the lag of the event loop)
 * is watched from the first scrape on: a process that nobody scrapes pays nothing for it.
 */
export class Metrics {
  readonly registry = new Registry()
  /** Shown beside the registry. */
  readonly tallies: Tally[] = []
  readonly #part: string
  #watchesProcess = false

  constructor(part: 'server' | 'worker') {
    this.#part = part
    this.registry.setDefaultLabels({ part })
  }

  get contentType(): string {
    return this.registry.contentType
  }

  /** Everything in the text format of Prometheus. */
  async text(): Promise<string> {
    if (!this.#watchesProcess) collectDefaultMetrics({ register: this.registry })
    this.#watchesProcess = true
    const text = await this.registry.metrics()
    return text + this.tallies.map(tally => tally.text(`part="${this.#part}"`)).join('')
  }
}

import { Counter, Gauge, Histogram } from 'prom-client'
import { CLOSE } from '../../shared/core/closeCodes.ts'
import { Metrics } from '../../shared/node/metrics/registry.ts'
import { Tally } from '../../shared/node/metrics/tally.ts'
import type { Boss } from '../../shared/node/queues.ts'
import type { SyncMeters } from '../sync/meters.ts'

/** Labels come from here, never from what a client sent. */
const REASONS: ReadonlySet<string> = new Set([...Object.values(CLOSE).map(({ reason }) => reason), 'reader stalled'])

const QUEUE_STATES = {
  ready: 'readyCount',
  deferred: 'deferredCount',
  active: 'activeCount',
  failed: 'failedCount',
} as const

/** What one server process counts. */
export interface ServerMetrics {
  metrics: Metrics
  sync: SyncMeters
  /** `route` is the template under which the request was answered, never its path. */
  request(method: string, route: string, status: number, seconds: number): void
  jobCancelled(agent: string): void
  /** What is read when somebody scrapes. */
  watch(of: { status: () => { documents: number; connections: number }; boss: Pick<Boss, 'getQueues'> }): void
}

export function createServerMetrics(): ServerMetrics {
  const metrics = new Metrics('server')
  const registers = [metrics.registry]

  const updates = new Counter({
    name: 'aiuteur_updates_total',
    help: 'Updates of documents that became durable',
    registers,
  })
  const bytes = new Counter({
    name: 'aiuteur_update_bytes_total',
    help: 'Bytes of updates that became durable',
    registers,
  })
  const batches = new Tally({
    name: 'aiuteur_commit_updates',
    help: 'Updates in one commit of the log of a document',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
  })
  const failures = new Counter({
    name: 'aiuteur_commit_failures_total',
    help: 'Commits that failed and were tried again',
    registers,
  })
  const acknowledged = new Tally({
    name: 'aiuteur_acknowledgement_seconds',
    help: 'From an update that was applied to its acknowledgement, which waits until it is durable',
    buckets: [0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
  const refusals = new Counter({
    name: 'aiuteur_sync_refusals_total',
    help: 'Sockets closed by the server, and documents refused, by reason',
    labelNames: ['reason'],
    registers,
  })
  const requests = new Histogram({
    name: 'aiuteur_http_request_seconds',
    help: 'Requests by the template of their route; of a stream, until it began',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  })
  const cancelled = new Counter({
    name: 'aiuteur_jobs_cancelled_total',
    help: 'Jobs that people stopped, started or not',
    labelNames: ['agent'],
    registers,
  })

  metrics.tallies.push(batches, acknowledged)
  return {
    metrics,
    sync: {
      committed(count, size) {
        updates.inc(count)
        bytes.inc(size)
        batches.add(count)
      },
      notCommitted: () => failures.inc(),
      acknowledged: (milliseconds, times) => acknowledged.add(milliseconds / 1000, times),
      refused: reason => refusals.inc({ reason: REASONS.has(reason) ? reason : 'other' }),
    },
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    jobCancelled: agent => cancelled.inc({ agent }),
    watch({ status, boss }) {
      new Gauge({
        name: 'aiuteur_open_documents',
        help: 'Documents that are open in this process',
        registers,
        collect() {
          this.set(status().documents)
        },
      })
      new Gauge({
        name: 'aiuteur_sync_connections',
        help: 'Open sockets',
        registers,
        collect() {
          this.set(status().connections)
        },
      })
      new Gauge({
        name: 'aiuteur_queue_jobs',
        help: 'Jobs in the queues of the database, as every server sees them: take the largest, not the sum',
        labelNames: ['queue', 'state'],
        registers,
        // the counts are kept by the workers; reading them is one look at one row for each queue
        async collect() {
          const queues = await boss.getQueues().catch(() => [])
          this.reset()
          for (const queue of queues)
            for (const [state, count] of Object.entries(QUEUE_STATES))
              this.set({ queue: queue.name, state }, queue[count])
        },
      })
    },
  }
}

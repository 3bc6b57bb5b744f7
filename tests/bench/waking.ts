import { CHANNEL, connect, notify } from '../../shared/node/database.ts'
import { createLog } from '../../shared/node/log.ts'
import { enqueueProjection, openBoss, POLL_SECONDS, QUEUE } from '../../shared/node/queues.ts'
import { wait } from './sync/client.ts'
import type { Store } from './sync/servers.ts'
import { percentile } from './table.ts'

const RUNS = 300

/**
 * Milliseconds from the commit of the marker that a document settled, and of the job in the same transaction, to the worker that
 * begins with it; beside a notification alone, in turns.
 */
export async function measureWaking(store: Store): Promise<(string | number)[][]> {
  const log = createLog('bench', 'error')
  const boss = await openBoss(store.url, log, { worker: true })
  const listening = connect(store.url, 1)
  let heard = (): void => {}
  const { unlisten } = await listening.listen(CHANNEL.jobResult, () => heard())
  await boss.work(
    QUEUE.projection,
    { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: POLL_SECONDS },
    async () => heard(),
  )
  await wait(1_000)
  const times = { notified: [] as number[], started: [] as number[] }
  for (let run = -20; run < RUNS; run++)
    for (const kind of ['notified', 'started'] as const) {
      let committing = 0
      const arrived = new Promise<number>(resolve => {
        heard = () => resolve(performance.now())
      })
      await store.sql.begin(async tx => {
        if (kind === 'notified') await notify(tx, CHANNEL.jobResult, {})
        else await enqueueProjection(boss, tx, `document${run}`)
        committing = performance.now()
      })
      const milliseconds = (await arrived) - committing
      if (run >= 0) times[kind].push(milliseconds)
      await wait(20 + Math.random() * 20)
    }
  await unlisten()
  await listening.end()
  await boss.stop({ graceful: false })
  const [base, started] = [times.notified, times.started].map(of => percentile(of, 0.5)) as [number, number]
  return [
    ['NOTIFY alone', RUNS, base, percentile(times.notified, 0.99), ''],
    ['a worker begins', RUNS, started, percentile(times.started, 0.99), `${(started / base).toFixed(1)}x`],
  ]
}

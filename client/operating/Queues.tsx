import type { QueueRow } from '../../shared/core/api/operating.ts'
import styles from './operating.module.css'
import { queueName } from './words.ts'

/** How much waits for the workers, and how much they are at. */
export const Queues = ({ queues }: { queues: readonly QueueRow[] }) => (
  <section aria-labelledby="queues" className={styles.part}>
    <h2 id="queues" className={styles.heading}>
      Queues
    </h2>
    <div className={styles.scroller}>
      <table className={styles.table} aria-labelledby="queues">
        <thead>
          <tr>
            <th scope="col">Queue</th>
            {['Waiting', 'Put off', 'Running', 'Failed'].map(state => (
              <th key={state} scope="col" className={styles.numeric}>
                {state}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map(queue => (
            <tr key={queue.name}>
              <th scope="row">{queueName(queue)}</th>
              <td className={styles.numeric}>{queue.ready}</td>
              <td className={styles.numeric}>{queue.deferred}</td>
              <td className={styles.numeric}>{queue.active}</td>
              <td className={styles.numeric}>{queue.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

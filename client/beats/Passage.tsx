import { TriangleAlert } from 'lucide-react'
import styles from './beats.module.css'
import type { PassageLine } from './passage.ts'

/** What a beat was made from, as it reads in the treatment now. */
export function Passage({ lines, number }: { lines: readonly PassageLine[]; number: number }) {
  return (
    <section className={styles.passage} aria-label={`Passage of beat ${number}`}>
      {lines.map(({ lineId, text, changed }) => (
        <p key={lineId} data-gone={text === null || undefined}>
          {text ?? 'A paragraph that is no longer in the treatment.'}
          {changed && text !== null && (
            <span className={styles.mark}>
              <TriangleAlert aria-hidden="true" />
              changed since
            </span>
          )}
        </p>
      ))}
    </section>
  )
}

import type { Retrieval } from '../../shared/core/api/styles.ts'
import styles from './traces.module.css'

/** How passages were found: as they are kept in the log. */
const METHODS: Readonly<Record<string, string>> = {
  exact: 'compared with every passage',
  hnsw: 'by the index',
  'in order': 'not searched: the first passages',
}

/** What was looked for in the written style, and what was found and told. */
export function Retrieved({ retrieval }: { retrieval: Retrieval }) {
  const { style, embedder, method, query, found, milliseconds } = retrieval
  const told = found.filter(one => one.told).length
  return (
    <details className={styles.passage}>
      <summary>
        searched the style “{style}”{' '}
        <span>
          {found.length} found, {told} told
        </span>
      </summary>
      <p className={styles.searched}>
        {embedder}; {METHODS[method] ?? method}; {milliseconds} ms. Searched for: {query || 'nothing'}
      </p>
      <ol className={styles.found}>
        {found.map(({ sample, position, score, text, told: isTold }) => (
          <li key={`${sample} ${position}`}>
            <strong>{score.toFixed(2)}</strong> {sample}, passage {position + 1}
            {!isTold && ' (did not fit)'}
            <blockquote>{text}</blockquote>
          </li>
        ))}
      </ol>
    </details>
  )
}

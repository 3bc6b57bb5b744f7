import type { ArtifactDetail } from '../../shared/core/api/vault.ts'
import '../ui/scriptFont.ts'
import styles from './artifactWords.module.css'

const PROSE = new Set(['general', 'section'])

/** The words of an artifact on paper: prose as prose, a scene as a screenplay, shots with their cells. */
export function ArtifactWords({ lines, rows, title }: Pick<ArtifactDetail, 'lines' | 'rows' | 'title'>) {
  const isScript = lines.some(({ type }) => !PROSE.has(type))
  if (rows.length === 0 && lines.every(({ text }) => text.trim() === ''))
    return <p className={styles.nothing}>It has no words.</p>
  return (
    <section
      className={rows.length > 0 ? styles.table : styles.paper}
      data-script={isScript || undefined}
      aria-label={`The words of ${title}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {rows.length > 0 ? (
        <Rows rows={rows} />
      ) : (
        lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of an artifact never change
          <p key={place} data-type={line.type}>
            {line.text}
          </p>
        ))
      )}
    </section>
  )
}

const Rows = ({ rows }: Pick<ArtifactDetail, 'rows'>) => (
  <ol className={styles.shots}>
    {rows.map(row => (
      <li key={row.title}>
        <h3>{row.title}</h3>
        <dl>
          {row.cells.map(cell => (
            <div key={cell.name}>
              <dt>{cell.name}</dt>
              <dd>{cell.text}</dd>
            </div>
          ))}
        </dl>
      </li>
    ))}
  </ol>
)

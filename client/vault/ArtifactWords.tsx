import type { ArtifactDetail } from '../../shared/core/api/vault.ts'
import '../ui/scriptFont.ts'
import styles from './vault.module.css'

const PROSE = new Set(['general', 'section'])

/** The words of an artifact on paper: prose as prose, a scene as a screenplay, shots with their cells. */
export function ArtifactWords({ lines, rows, title }: Pick<ArtifactDetail, 'lines' | 'rows' | 'title'>) {
  if (rows.length > 0)
    return (
      <ol className={styles.shots}>
        {rows.map(row => (
          <li key={row.title}>
            <h4>{row.title}</h4>
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
  const isScript = lines.some(({ type }) => !PROSE.has(type))
  if (lines.every(({ text }) => text.trim() === '')) return <p className={styles.nothing}>It has no words.</p>
  return (
    <section
      className={styles.paper}
      data-script={isScript || undefined}
      aria-label={`The words of ${title}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the words of an artifact never change
        <p key={place} data-type={line.type}>
          {line.text}
        </p>
      ))}
    </section>
  )
}

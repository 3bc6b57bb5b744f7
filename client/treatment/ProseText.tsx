import type { ReactNode } from 'react'
import type { Line, Run } from '../../shared/core/script/line.ts'
import './prose.css'

/** Prose to be read. `besideLine`: what stands in the margin of each line. */
export function ProseText({ lines, besideLine }: { lines: readonly Line[]; besideLine?: (line: Line) => ReactNode }) {
  return (
    <div className="prose-text">
      {lines.map(line => (
        <div key={line.id} className="prose-line">
          {line.type === 'section' ? (
            <h3 data-depth={line.depth ?? 1}>{drawRuns(line.runs)}</h3>
          ) : (
            <p>{drawRuns(line.runs)}</p>
          )}
          {line.text !== '' && besideLine?.(line)}
        </div>
      ))}
    </div>
  )
}

function drawRuns(runs: readonly Run[]): ReactNode {
  let at = 0
  return runs.map(({ text, marks }) => {
    const key = at
    at += text.length
    let drawn: ReactNode = text
    if (marks.includes('underline')) drawn = <u>{drawn}</u>
    if (marks.includes('italic')) drawn = <i>{drawn}</i>
    if (marks.includes('bold')) drawn = <b>{drawn}</b>
    return <span key={key}>{drawn}</span>
  })
}

import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { needsShot } from '../../shared/core/dependencies/lines.ts'
import type { Scene } from '../../shared/core/script/scenes.ts'

interface ScriptLinesProps {
  scene: Scene
  /** Lines that the shots in hand cover. */
  covered: ReadonlySet<string>
  uncovered: ReadonlySet<string>
  /** Labels of the shots that cover each line. */
  labels: ReadonlyMap<string, string[]>
  hasShots: boolean
  onHover: (lineId: string | null) => void
  /** A line was chosen: go to the first shot that covers it. */
  onChoose: (lineId: string) => void
}

/** The scene's lines as in the script, read-only: which shot covers which line, both ways. */
export function ScriptLines({ scene, covered, uncovered, labels, hasShots, onHover, onChoose }: ScriptLinesProps) {
  const list = useRef<HTMLOListElement>(null)
  const first = scene.lines.find(line => covered.has(line.id))?.id
  useEffect(() => {
    if (first === undefined) return
    const line = list.current?.querySelector(`[data-line="${CSS.escape(first)}"]`)
    line?.scrollIntoView({ block: 'nearest' })
  }, [first])
  return (
    <ol className="script-lines" ref={list} aria-label="Script of the scene">
      {scene.lines.map(line => {
        const shots = labels.get(line.id) ?? []
        const missing = hasShots && uncovered.has(line.id)
        return (
          <li
            key={line.id}
            data-line={line.id}
            data-type={line.type}
            data-covered={covered.has(line.id) || undefined}
            data-uncovered={missing || undefined}
            onMouseEnter={() => onHover(line.id)}
            onMouseLeave={() => onHover(null)}
          >
            <span className="script-line-text">{line.text || '\u00a0'}</span>
            {shots.length > 0 ? (
              <button
                type="button"
                className="script-line-shots"
                aria-label={`Covered by ${shots.join(', ')}: go to the shot`}
                onFocus={() => onHover(line.id)}
                onBlur={() => onHover(null)}
                onClick={() => onChoose(line.id)}
              >
                {shots.join(' ')}
              </button>
            ) : (
              missing &&
              needsShot(line) && (
                <span className="script-line-missing">
                  <CircleAlert aria-hidden="true" /> No shot
                </span>
              )
            )}
          </li>
        )
      })}
    </ol>
  )
}

import { useMemo, useState } from 'react'

const NOTHING: ReadonlySet<string> = new Set()

interface Covering {
  id: string
  /** Lines that it was made of. */
  sources: ReadonlyMap<string, string>
}

/** Which lines the shots in hand cover, and which shots cover the line in hand: a shot under the pointer goes before selected ones. */
export function useCoverage(shots: readonly Covering[], selected: readonly string[]) {
  const [hoveredShot, onHoverShot] = useState<string | null>(null)
  const [hoveredLine, onHoverLine] = useState<string | null>(null)
  const covered = useMemo(() => {
    const inHand = hoveredShot ? [hoveredShot] : selected
    const lines = shots.filter(shot => inHand.includes(shot.id)).flatMap(shot => [...shot.sources.keys()])
    return lines.length > 0 ? new Set(lines) : NOTHING
  }, [shots, hoveredShot, selected])
  const lit = useMemo(() => {
    const ids = hoveredLine === null ? [] : shots.filter(shot => shot.sources.has(hoveredLine)).map(shot => shot.id)
    return ids.length > 0 ? new Set(ids) : NOTHING
  }, [shots, hoveredLine])
  return { covered, lit, onHoverShot, onHoverLine }
}

import type { SceneRow } from '../../shared/core/api/schemas.ts'
import { counted } from '../../shared/core/text/counted.ts'
import type { Tone } from '../ui/Badge.tsx'

type Status = SceneRow['status']

export const STATUS_WORDS: Record<Status, { name: string; tone: Tone }> = {
  draft: { name: 'Draft', tone: 'neutral' },
  'broken-down': { name: 'Broken down', tone: 'ok' },
  outdated: { name: 'Outdated', tone: 'warn' },
  invalidated: { name: 'Invalidated', tone: 'warn' },
}

/** Why the scene has its status, in a few words; '' when there is nothing to add. */
export function statusReason(scene: SceneRow): string {
  const reasons: string[] = scene.status === 'invalidated' ? ['To be approved again'] : []
  if (scene.shotsOutdated > 0)
    reasons.push(`Script changed under ${scene.shotsOutdated} of ${counted(scene.shots, 'shot')}`)
  if (scene.alsoOutdated > 0)
    reasons.push(
      `${scene.alsoOutdated === 1 ? 'One thing' : `${scene.alsoOutdated} things`} made from what changed: ${scene.alsoBecause}`,
    )
  // without shots every line is uncovered: that is what a draft is
  if (scene.shots > 0 && scene.linesUncovered > 0)
    reasons.push(`${counted(scene.linesUncovered, 'line')} without a shot`)
  return reasons.join(', ')
}

/** Does every word of `wanted` stand in the scene's number, heading, opening or characters? */
export function isWanted(scene: SceneRow, wanted: string): boolean {
  const text = [scene.number, scene.heading, scene.opening, ...scene.characters].join('\n').toLowerCase()
  return wanted
    .toLowerCase()
    .split(/\s+/u)
    .every(word => text.includes(word))
}

import type { Artifact } from '../../shared/core/api/vault.ts'

/** Where an artifact stands, or a sentence that says why it stands nowhere. */
export type Standing =
  | { to: '/p/$projectId/treatment'; label: string; variant?: string }
  | { to: '/p/$projectId/beats'; label: string }
  | { to: '/p/$projectId/script'; label: string; hash?: string }
  | { to: '/p/$projectId/assets'; label: string }
  | { to: '/p/$projectId/scenes/$sceneId'; label: string; sceneId: string }
  | { to: null; reason: string }

const nowhere = (reason: string): Standing => ({ to: null, reason })

/** A scene that is in the script has a number or a heading. */
const isThere = (scene: NonNullable<Artifact['scene']>): boolean => scene.number !== '' || scene.heading !== ''

export function standingOf({ kind, stage, timeline, scene, elementId }: Artifact): Standing {
  if (timeline.deleted)
    return nowhere(`“${timeline.name}” was deleted. The owner and admins can bring it back in the version history.`)
  if (scene && stage !== 5 && !isThere(scene))
    return nowhere('Its scene is not in the script any more. What was made is kept here.')
  if (stage === 2)
    return {
      to: '/p/$projectId/treatment',
      label: 'Open in the treatment',
      ...(kind === 'treatment' && elementId !== null ? { variant: elementId } : {}),
    }
  if (stage === 3) return { to: '/p/$projectId/beats', label: 'Open the beat sheet' }
  if (stage === 4)
    return {
      to: '/p/$projectId/script',
      label: 'Open in the script',
      ...(scene ? { hash: `scene=${encodeURIComponent(scene.id)}` } : {}),
    }
  if (stage === 5) return { to: '/p/$projectId/assets', label: 'Open the assets' }
  if (scene) return { to: '/p/$projectId/scenes/$sceneId', label: 'Open its scene', sceneId: scene.id }
  return nowhere('It has no page of its own yet.')
}

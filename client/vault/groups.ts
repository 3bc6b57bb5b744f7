import type { Artifact } from '../../shared/core/api/vault.ts'
import { isMedia } from '../../shared/core/vault/kinds.ts'

/** The artifacts of one scene, or those of the whole film; pictures and clips stand together on a sheet. */
export interface SceneGroup {
  key: string
  scene: Artifact['scene']
  words: Artifact[]
  media: Artifact[]
}
export interface StageGroup {
  stage: number
  scenes: SceneGroup[]
}
export interface TimelineGroup {
  timeline: Artifact['timeline']
  stages: StageGroup[]
}

/** Puts a list that is sorted by timeline, stage and scene under its headings. */
export function groupArtifacts(artifacts: readonly Artifact[]): TimelineGroup[] {
  const groups: TimelineGroup[] = []
  for (const artifact of artifacts) {
    const { timeline, stage, scene, kind } = artifact
    const key = scene?.id ?? ''
    const { stages } = lastOr(groups, one => one.timeline.id === timeline.id, { timeline, stages: [] })
    const { scenes } = lastOr(stages, one => one.stage === stage, { stage, scenes: [] })
    const group = lastOr(scenes, one => one.key === key, { key, scene, words: [], media: [] })
    group[isMedia(kind) ? 'media' : 'words'].push(artifact)
  }
  return groups
}

/** The last of a list where it is the one, else a new last one. */
function lastOr<T>(list: T[], isIt: (one: T) => boolean, next: T): T {
  const last = list.at(-1)
  if (last !== undefined && isIt(last)) return last
  list.push(next)
  return next
}

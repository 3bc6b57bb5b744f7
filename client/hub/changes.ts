import type { SceneRow } from '../../shared/core/api/schemas.ts'

/** Ids of scenes, in the order of the film. */
export interface SceneChanges {
  added: string[]
  changed: string[]
  removed: SceneRow[]
}

const shown = ({ number: _, ...rest }: SceneRow): string => JSON.stringify(rest)

/** What somebody else did to the list. A scene that only got another number, because one before it went, has not changed. */
export function compareScenes(before: readonly SceneRow[], after: readonly SceneRow[]): SceneChanges {
  const old = new Map(before.map(scene => [scene.id, scene]))
  const now = new Set(after.map(scene => scene.id))
  const added: string[] = []
  const changed: string[] = []
  for (const scene of after) {
    const was = old.get(scene.id)
    if (!was) added.push(scene.id)
    else if (shown(was) !== shown(scene)) changed.push(scene.id)
  }
  return { added, changed, removed: before.filter(scene => !now.has(scene.id)) }
}

const listed = (numbers: string[]): string =>
  numbers.length === 1 ? `Scene ${numbers[0]}` : `Scenes ${new Intl.ListFormat('en').format(numbers)}`

/** The changes as one sentence for a screen reader; '' when there are none. */
export function spokenChanges({ added, changed, removed }: SceneChanges, after: readonly SceneRow[]): string {
  const numbers = (ids: string[]): string[] => ids.map(id => after.find(scene => scene.id === id)?.number ?? '')
  const parts: string[] = []
  const say = (list: string[], did: string): void => {
    if (list.length > 5) parts.push(`${list.length} scenes ${did}.`)
    else if (list.length > 0) parts.push(`${listed(list)} ${did}.`)
  }
  say(numbers(added), 'added')
  say(numbers(changed), 'changed')
  if (removed.length > 0)
    parts.push(removed.length === 1 ? 'A scene was removed.' : `${removed.length} scenes removed.`)
  return parts.join(' ')
}

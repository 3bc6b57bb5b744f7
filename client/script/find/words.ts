import type { StoryKind } from '../../../shared/core/documents/storyTexts.ts'
import { counted } from '../../../shared/core/text/counted.ts'
import type { Outcome } from './replacer.ts'

const SHEETS: Readonly<Record<StoryKind, string>> = {
  brief: 'brief',
  treatment: 'treatment',
  beats: 'beat sheet',
  assets: 'asset list',
}

const list = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** 'Replaced 14 places: 11 in the script and 3 in the shots of scenes 2 and 5.' and what was left alone, and why. */
export function outcomeSentences(
  verb: 'Replaced' | 'Renamed',
  { script, title, shots, story, closed, passed }: Outcome,
): string[] {
  const inShots = shots.reduce((sum, { places }) => sum + places, 0)
  const scenes = shots.map(({ scene }) => scene)
  const where = [
    ...(script > 0 ? [`${script.toLocaleString('en')} in the script`] : []),
    ...(title > 0 ? [`${title} on the title page`] : []),
    ...(inShots > 0 ? [`${inShots} in the shots of ${scenes.length === 1 ? 'scene' : 'scenes'} ${list(scenes)}`] : []),
    ...story.map(({ kind, places }) => `${places.toLocaleString('en')} in the ${SHEETS[kind]}`),
  ]
  const done = script + title + inShots + story.reduce((sum, { places }) => sum + places, 0)
  return [
    done === 0 ? 'Nothing was changed.' : `${verb} ${counted(done, 'place')}: ${list(where)}.`,
    ...closed.map(
      ({ places, reason, ...what }) =>
        `${'kind' in what ? `The ${SHEETS[what.kind]} was` : `The shots of scene ${what.scene} were`} left alone, with ${counted(places, 'place')}: ${reason}.`,
    ),
    ...(passed > 0 ? [`${counted(passed, 'text')} changed at the same moment or said it already.`] : []),
  ]
}

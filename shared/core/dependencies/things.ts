import { hashOf } from '../agents/target.ts'
import { type Asset, keyOf } from '../assets/assets.ts'
import type { Frame } from '../frames/frames.ts'
import type { Take } from '../frames/takes.ts'
import { byOrder } from '../order.ts'
import type { Prompt } from '../prompts/prompts.ts'
import { TEXT_COLUMNS } from '../shots/columns.ts'
import type { Shot } from '../shots/shots.ts'
import type { Condition } from '../states/conditions.ts'
import { type EndPart, endKey } from '../states/endState.ts'
import type { VisualState } from '../states/states.ts'
import { type Reference, rankOf, refer } from './references.ts'

/** What others may depend on, and (`dependsOn`) what it was made from itself. */
export interface Thing {
  scene: string
  reference: Reference
  /** Id of the row that it is. */
  row: string
  /** Over what it says: what dependents store of it. */
  hash: string
  /** Reference -> hash when it was made or confirmed. */
  dependsOn: ReadonlyMap<string, string>
  /** The shot that it is of; null for states and the end of a scene. */
  shot: string | null
  /** Order key of a shot. */
  order: string
  /** The name of an element, or the first words of a state; '' for what its shot names. */
  title: string
  /** What making it again costs by itself. Null: what its kind costs, see prices.ts. */
  credits: number | null
}

/** What an asset is to those who depend on it: its words, and its picture. */
export interface AssetFact {
  reference: Reference
  hash: string
  title: string
}

const nfc = (text: string): string => text.normalize('NFC')

const conditionParts = (conditions: readonly Condition[]): string[] =>
  conditions.flatMap(condition => [condition.id, nfc(condition.text)])

/** `lineHash` of every covered line is what a shot stores. */
export const shotThing = (scene: string, shot: Omit<Shot, 'label'>): Thing => ({
  scene,
  reference: refer('shot', shot.id),
  row: shot.id,
  hash: hashOf([String(shot.duration), ...TEXT_COLUMNS.map(column => nfc(shot[column]))]),
  dependsOn: new Map([...shot.sources].map(([line, hash]) => [refer('line', line), hash])),
  shot: shot.id,
  order: shot.order,
  title: '',
  credits: null,
})

export const stateThing = (scene: string, state: VisualState): Thing => ({
  scene,
  reference: refer('state', state.id),
  row: state.id,
  hash: hashOf([state.instance ?? '', nfc(state.text), ...conditionParts(state.conditions)]),
  dependsOn: state.dependsOn,
  shot: null,
  order: state.order,
  title: state.name || state.text,
  credits: null,
})

const ofShot = (
  scene: string,
  reference: Reference,
  of: Prompt | Frame | Take,
  hash: string,
  credits: number | null,
) => ({
  scene,
  reference,
  row: of.id,
  hash,
  dependsOn: of.dependsOn,
  shot: of.shot,
  order: of.order,
  title: '',
  credits,
})

export const promptThing = (scene: string, prompt: Prompt): Thing =>
  ofShot(
    scene,
    refer(prompt.part === 'frame' ? 'framePrompt' : 'videoPrompt', prompt.shot),
    prompt,
    hashOf([nfc(prompt.text), prompt.frames]),
    null,
  )

export const frameThing = (scene: string, frame: Frame): Thing =>
  ofShot(
    scene,
    refer(frame.end === 'start' ? 'startFrame' : 'endFrame', frame.shot),
    frame,
    hashOf([frame.media]),
    frame.credits,
  )

export const takeThing = (scene: string, take: Take): Thing =>
  ofShot(scene, refer('take', take.shot), take, hashOf([take.media]), take.credits)

/** The last action and line are context for the next scene, and hash to nothing but themselves. */
function endHash(part: EndPart): string {
  if (part.part === 'place') return hashOf([part.location, part.time, part.light].map(nfc))
  if (part.part === 'last') return hashOf([part.lastAction, part.lastLine].map(nfc))
  if (part.part === 'frame') return hashOf([part.media ?? ''])
  return hashOf([part.instance, String(part.present), nfc(part.position), ...conditionParts(part.conditions)])
}

export const endThing = (scene: string, part: EndPart): Thing => ({
  scene,
  reference: refer('end', endKey(part)),
  row: part.id,
  hash: endHash(part),
  dependsOn: part.dependsOn,
  shot: null,
  order: '',
  title: '',
  credits: null,
})

export function assetFacts(asset: Asset): AssetFact[] {
  const { id, kind, name, description } = asset
  const words = { reference: refer('asset', id), hash: hashOf([kind, nfc(name), nfc(description)]), title: name }
  const key = keyOf(asset)
  return key ? [words, { reference: refer('key', id), hash: hashOf([key.media]), title: name }] : [words]
}

/**
 * Sorts things for people, the same for every reader: scene by scene as these stand, what is made from others behind them, and
 * of a kind in the order of the rows.
 */
export function inPlaces(scenes: Iterable<string>): (a: Thing, b: Thing) => number {
  const places = new Map([...scenes].map((scene, place) => [scene, place]))
  const placeOf = ({ scene }: Thing): number => places.get(scene) ?? places.size
  return (a, b) =>
    placeOf(a) - placeOf(b) ||
    rankOf(a.reference) - rankOf(b.reference) ||
    byOrder({ id: a.row, order: a.order }, { id: b.row, order: b.order })
}

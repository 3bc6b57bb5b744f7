import { byOrder } from '../order.ts'
import { shotLabel } from '../shots/label.ts'
import type { Cause, DependencyEngine } from './engine.ts'
import { referenceOf } from './references.ts'
import type { Thing } from './things.ts'

/** The number of a scene as printed; '' where it has none. */
export type SceneNumber = (sceneId: string) => string

/** What people call a thing: 'the start frame of shot 3A'. */
export function thingName(engine: DependencyEngine, thing: Thing, numberOf: SceneNumber): string {
  return nameOf(engine, thing.scene, thing.reference, numberOf)
}

/** What people call that which changed: 'script line 212'. */
export const causeName = (engine: DependencyEngine, { scene, reference }: Cause, numberOf: SceneNumber): string =>
  nameOf(engine, scene, reference, numberOf)

/** 'Ana’s coat, script lines 212-215': everything that makes a thing outdated, lines that follow each other as one. */
export function becauseOf(engine: DependencyEngine, causes: readonly Cause[], numberOf: SceneNumber): string {
  const names = new Set<string>()
  const numbers: number[] = []
  let deleted = 0
  for (const { reference, scene, change } of causes) {
    const at = referenceOf(reference)
    const number = at?.kind === 'line' ? engine.lineNumber(at.id) : null
    if (at?.kind !== 'line')
      names.add(`${nameOf(engine, scene, reference, numberOf)}${change === 'gone' ? ', which is gone' : ''}`)
    else if (change === 'gone' || number === null) deleted++
    else if (change === 'moved')
      names.add(`script line ${number}, which moved to ${sceneWords(engine.line(at.id)?.scene ?? '', numberOf)}`)
    else numbers.push(number)
  }
  const lines = ranges(numbers)
  if (lines.length > 0) names.add(`script ${numbers.length === 1 ? 'line' : 'lines'} ${lines.join(', ')}`)
  if (deleted > 0) names.add(deleted === 1 ? 'a deleted script line' : `${deleted} deleted script lines`)
  return [...names].join(', ')
}

/** The way from a cause to what it makes outdated, in names: ['shot 3A', 'the frame prompt of shot 3A']. */
export const pathNames = (engine: DependencyEngine, { path }: Cause, numberOf: SceneNumber): string[] =>
  path.flatMap(key => {
    const thing = engine.thing(key)
    return thing ? [thingName(engine, thing, numberOf)] : []
  })

const OF_SHOT = {
  framePrompt: 'the frame prompt of ',
  videoPrompt: 'the video prompt of ',
  startFrame: 'the start frame of ',
  endFrame: 'the end frame of ',
  take: 'the take of ',
  shot: '',
} as const

function nameOf(engine: DependencyEngine, scene: string, reference: string, numberOf: SceneNumber): string {
  const at = referenceOf(reference)
  if (!at) return reference
  const { kind, id } = at
  if (kind === 'line') {
    const number = engine.lineNumber(id)
    return number === null ? 'a deleted script line' : `script line ${number}`
  }
  if (kind === 'asset') return engine.asset(id)?.title || 'an asset'
  if (kind === 'key') return `the image key of ${engine.asset(id)?.title || 'an asset'}`
  if (kind === 'state') return `the state of ${stateTitle(engine, scene, reference)} in ${sceneWords(scene, numberOf)}`
  if (kind === 'end') return endName(engine, scene, id, numberOf)
  if (kind === 'inherited') return endName(engine, engine.sceneBefore(scene) ?? '', id, numberOf)
  return `${OF_SHOT[kind]}${shotName(engine, scene, id, numberOf)}`
}

const stateTitle = (engine: DependencyEngine, scene: string, reference: string): string =>
  engine.thing(`${scene}\n${reference}`)?.title || 'an element'

const sceneWords = (scene: string, numberOf: SceneNumber): string => {
  const number = numberOf(scene)
  return number === '' ? 'another scene' : `scene ${number}`
}

const PARTS: Readonly<Record<string, string>> = {
  place: 'the place',
  last: 'the last moment',
  frame: 'the final frame',
}
function endName(engine: DependencyEngine, scene: string, id: string, numberOf: SceneNumber): string {
  const what = PARTS[id] ?? (engine.asset(id)?.title || 'an element')
  return `${what} at the end of ${sceneWords(scene, numberOf)}`
}

function shotName(engine: DependencyEngine, scene: string, shot: string, numberOf: SceneNumber): string {
  const shots = engine
    .things(scene)
    .filter(thing => thing.reference.startsWith('shot:'))
    .map(thing => ({ id: thing.shot ?? '', order: thing.order }))
    .sort(byOrder)
  const place = shots.findIndex(({ id }) => id === shot)
  if (shots[place]?.order === '') return `a shot of ${sceneWords(scene, numberOf)}`
  return place < 0 ? 'a deleted shot' : `shot ${shotLabel(numberOf(scene), place)}`
}

/** [1, 2, 3, 7] -> ['1-3', '7']. */
function ranges(numbers: readonly number[]): string[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  const out: [from: number, to: number][] = []
  for (const number of sorted) {
    const last = out.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else out.push([number, number])
  }
  return out.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
}

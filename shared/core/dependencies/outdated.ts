import { DependencyEngine, type OutdatedThing, thingKey } from './engine.ts'
import { type ScriptLine, wholeScript } from './lines.ts'
import { refer } from './references.ts'
import type { Thing } from './things.ts'

/** Why a shot no longer says what the script says. The text of a line when the shot was made is not kept, only its hash. */
export type OutdatedReason =
  | { kind: 'changed'; lineId: string; line: ScriptLine }
  | { kind: 'moved'; lineId: string; line: ScriptLine }
  | { kind: 'deleted'; lineId: string }

export interface CoveringShot {
  id: string
  /** Line id -> `lineHash` when the shot was made or confirmed. */
  sources: ReadonlyMap<string, string>
}

/** What is outdated in the shot list of a scene. */
export interface Outdated {
  /** Only shots that are outdated, each with its reasons in the order of its sources. */
  shots: Map<string, OutdatedReason[]>
  /** Lines of the scene that no shot covers, as shown. They flag the scene, never a shot. */
  uncovered: ScriptLine[]
}

/** As much of a shot as the lines that it covers. */
export const coveringThing = (scene: string, { id, sources }: CoveringShot): Thing => ({
  scene,
  reference: refer('shot', id),
  row: id,
  hash: '',
  dependsOn: new Map([...sources].map(([line, hash]) => [refer('line', line), hash])),
  shot: id,
  order: '',
  title: '',
  credits: null,
})

/** The answer of the engine for the shots of one scene. */
export function outdatedIn(engine: DependencyEngine, scene: string): Outdated {
  const shots = new Map<string, OutdatedReason[]>()
  for (const { reference, shot } of engine.things(scene)) {
    const outdated = engine.outdated().get(thingKey({ scene, reference }))
    if (shot !== null && outdated && reference.startsWith('shot:')) shots.set(shot, reasonsOf(engine, outdated))
  }
  return { shots, uncovered: engine.uncovered(scene) }
}

function reasonsOf(engine: DependencyEngine, outdated: OutdatedThing): OutdatedReason[] {
  return outdated.causes().flatMap(({ reference, change }): OutdatedReason[] => {
    const lineId = reference.slice('line:'.length)
    const line = engine.line(lineId)
    return [line && change !== 'gone' ? { kind: change, lineId, line } : { kind: 'deleted', lineId }]
  })
}

/**
 * What is outdated in the scene `sceneId`, asked once: see {@link DependencyEngine}. `lines` are those of the whole script as
 * shown, with their shown scene (`shownLines(scriptDoc)`), else a line that moved to another scene would count as deleted.
 * A shot without sources was made by hand and is never outdated.
 */
export function outdatedShots(shots: readonly CoveringShot[], lines: readonly ScriptLine[], sceneId: string): Outdated {
  const engine = new DependencyEngine()
  engine.applyScript(wholeScript(lines))
  engine.applyScene(
    sceneId,
    shots.map(shot => coveringThing(sceneId, shot)),
  )
  return outdatedIn(engine, sceneId)
}

/** A reason in words: which line, and what became of it. `sceneName` names the scene that a line moved to. */
export function reasonText(
  reason: OutdatedReason,
  sceneName: (sceneId: string) => string = () => 'another scene',
): string {
  if (reason.kind === 'deleted') return 'A line that this shot covers was deleted from the script.'
  const text = reason.line.text.replace(/\s+/g, ' ').trim()
  const quoted =
    text === '' ? 'A line that is empty now' : `Line “${text.length > 90 ? `${text.slice(0, 89).trimEnd()}…` : text}”`
  return reason.kind === 'moved' ? `${quoted} moved to ${sceneName(reason.line.scene)}.` : `${quoted} changed.`
}

import { lineHash } from '../script/line.ts'
import { needsShot, type ScriptLine } from './lines.ts'

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

export interface Outdated {
  /** Only shots that are outdated, each with its reasons in the order of its sources. */
  shots: Map<string, OutdatedReason[]>
  /** Lines of the scene that no shot covers, as shown. They flag the scene, never a shot. */
  uncovered: ScriptLine[]
}

/** The reason that `line` (as it is now, undefined: gone) gives a shot of `sceneId` that stored `hash` of it; null: none. */
export function reasonFor(
  lineId: string,
  hash: string,
  line: ScriptLine | undefined,
  hashNow: string | undefined,
  sceneId: string,
): OutdatedReason | null {
  if (!line) return { kind: 'deleted', lineId }
  if (line.scene !== sceneId) return { kind: 'moved', lineId, line }
  return hashNow === hash ? null : { kind: 'changed', lineId, line }
}

/**
 * What is outdated in the scene `sceneId`: compares what its shots stored with the script's lines as they are.
 * `lines` are those of the whole script as shown, with their shown scene (`shownLines(scriptDoc)`), else a line that moved to
 * another scene would count as deleted. A shot without sources was made by hand and is never outdated.
 */
export function outdatedShots(shots: readonly CoveringShot[], lines: readonly ScriptLine[], sceneId: string): Outdated {
  const byId = new Map(lines.map(line => [line.id, line]))
  const hashes = new Map<string, string>()
  const covered = new Set<string>()
  const out: Outdated = { shots: new Map(), uncovered: [] }
  for (const shot of shots) {
    const reasons: OutdatedReason[] = []
    for (const [lineId, hash] of shot.sources) {
      covered.add(lineId)
      const line = byId.get(lineId)
      if (line && !hashes.has(lineId)) hashes.set(lineId, lineHash(line))
      const reason = reasonFor(lineId, hash, line, hashes.get(lineId), sceneId)
      if (reason) reasons.push(reason)
    }
    if (reasons.length > 0) out.shots.set(shot.id, reasons)
  }
  out.uncovered = lines.filter(line => line.scene === sceneId && needsShot(line) && !covered.has(line.id))
  return out
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

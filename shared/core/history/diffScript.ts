import type { LineView, SceneView, ScriptView } from '../api/versions.ts'
import { diffPieces, type Hands, piecesOf } from './pieces.ts'
import { linesOf, type ScriptState, type StateLine, type StateScene } from './scriptState.ts'
import { mergedOrder, movedIds } from './sequence.ts'

/**
 * What became of a script between two states, scene by scene in the order of the later one: lines by their id, so that a
 * changed line is one line with changed words, and a moved scene is the same scene elsewhere.
 */
export function diffScripts(before: ScriptState, after: ScriptState, hands: Hands): ScriptView {
  const linesBefore = new Map(linesOf(before).map(line => [line.id, line]))
  const idsAfter = new Set(linesOf(after).map(line => line.id))
  const scenesBefore = new Map(before.scenes.map(scene => [scene.id, scene]))
  const scenesAfter = new Map(after.scenes.map(scene => [scene.id, scene]))
  const order = { before: [...scenesBefore.keys()], after: [...scenesAfter.keys()] }
  const moved = movedIds(order.before, order.after)
  const scenes = mergedOrder(order.before, order.after).flatMap((id): SceneView[] => {
    const [was, is] = [scenesBefore.get(id), scenesAfter.get(id)]
    const shown = is ?? was
    if (!shown) return []
    // of a scene that others were joined to, only what is gone altogether
    const gone = (was?.lines ?? []).filter(line => !idsAfter.has(line.id))
    if (!is && gone.length === 0) return []
    const status = !is ? 'removed' : !was ? 'added' : moved.has(id) ? 'moved' : 'same'
    const lines = orderedLines(was, is, gone).map(line => viewLine(linesBefore.get(line.id), line, idsAfter, hands))
    const { number, heading, omitted } = shown
    return [{ id, number, numberBefore: was?.number ?? '', heading, omitted, status, lines }]
  })
  return { kind: 'script', titlePage: diffTitlePages(before.titlePage, after.titlePage), scenes }
}

/** The lines of a scene as they are, with those that are gone where they stood. */
function orderedLines(
  was: StateScene | undefined,
  is: StateScene | undefined,
  gone: readonly StateLine[],
): readonly StateLine[] {
  if (!is) return gone
  if (gone.length === 0) return is.lines
  const byId = new Map([...gone, ...is.lines].map(line => [line.id, line]))
  const goneIds = new Set(gone.map(line => line.id))
  const here = new Set(is.lines.map(line => line.id))
  const before = (was?.lines ?? []).map(line => line.id).filter(id => goneIds.has(id) || here.has(id))
  return mergedOrder(
    before,
    is.lines.map(line => line.id),
  ).flatMap(id => byId.get(id) ?? [])
}

function viewLine(was: StateLine | undefined, line: StateLine, idsAfter: ReadonlySet<string>, hands: Hands): LineView {
  const view = {
    id: line.id,
    type: line.type,
    ...(line.dual ? { dual: true } : {}),
    ...(line.boneyard ? { boneyard: true } : {}),
  }
  if (!idsAfter.has(line.id)) return { ...view, status: 'removed', pieces: piecesOf(line.authored, 'removed', hands) }
  if (!was) return { ...view, status: 'added', pieces: piecesOf(line.authored, 'added', hands) }
  if (sameLine(was, line)) return { ...view, status: 'same', pieces: piecesOf(line.authored, 'same', hands) }
  return {
    ...view,
    ...(was.type === line.type ? {} : { typeBefore: was.type }),
    status: 'changed',
    pieces: diffPieces(was.authored, line.authored, hands),
  }
}

const sameLine = (a: StateLine, b: StateLine): boolean =>
  a === b ||
  (a.text === b.text &&
    a.type === b.type &&
    a.dual === b.dual &&
    a.depth === b.depth &&
    a.boneyard === b.boneyard &&
    JSON.stringify(a.runs) === JSON.stringify(b.runs))

function diffTitlePages(before: ScriptState['titlePage'], after: ScriptState['titlePage']): ScriptView['titlePage'] {
  return [...new Set([...after.keys(), ...before.keys()])].map(key => ({
    key,
    before: before.get(key) ?? '',
    after: after.get(key) ?? '',
  }))
}

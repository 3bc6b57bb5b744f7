import * as Y from 'yjs'
import { firstKeys } from '../../shared/core/order.ts'
import { deleteLines, insertLines, moveScene, setLineText, splitScene } from '../../shared/core/script/edit.ts'
import { makeLine, plain } from '../../shared/core/script/line.ts'
import { addScene, readLines, readScenes, scriptRoots } from '../../shared/core/script/scenes.ts'
import { proposedChoices } from '../../shared/core/timelines/merge/hunk.ts'
import { applyHunks, mergeHunks, nextBase } from '../../shared/core/timelines/merge/merge.ts'
import { summariseHunks } from '../../shared/core/timelines/summary.ts'

/**
 * What it costs to merge two timelines of a feature film's script, in milliseconds:
 *
 *     node tests/bench/merge.ts [lines] [edits of each side]
 */
const LINES = Number(process.argv[2] ?? 4000)
const EDITS = Number(process.argv[3] ?? 300)
const SCENES = 100
const PER_SCENE = Math.ceil(LINES / SCENES)

const base = new Y.Doc()
base.transact(() => {
  const { script, scenes } = scriptRoots(base)
  firstKeys(SCENES).forEach((order, s) => {
    addScene(scenes, `s${s}`, { order })
    for (let l = 0; l < PER_SCENE; l++) {
      const type = l === 0 ? 'scene_heading' : l % 3 === 0 ? 'dialogue' : 'action'
      const text = `Line ${l} of scene ${s}, long enough to be an action paragraph that wraps once.`
      script.push([makeLine(`l${s}-${l}`, `s${s}`, { type, runs: plain(text) })])
    }
  })
})

function fork(edits: number): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(base))
  const some = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T
  for (let n = 0; n < edits; n++) {
    const [lines, scenes] = [readLines(doc), readScenes(doc)]
    const { id, text } = some(lines)
    const kind = n % 10
    if (kind < 6) setLineText(doc, id, text.replace('long', `very long ${n}`))
    else if (kind < 8) insertLines(doc, id, [{ type: 'action', runs: plain(`New line ${n}.`) }])
    else if (kind === 8) deleteLines(doc, [id])
    else if (n % 3 === 0) splitScene(doc, id)
    else moveScene(doc, some(scenes).id, some(scenes).id)
  }
  return doc
}

const [mine, theirs] = [fork(EDITS), fork(EDITS)]
function timed<T>(name: string, act: () => T): T {
  const began = performance.now()
  const result = act()
  console.log(`${name.padEnd(34)} ${(performance.now() - began).toFixed(1).padStart(8)}`)
  return result
}

console.log(`${LINES} lines, ${SCENES} scenes, ${EDITS} edits of each side`)
for (const round of ['cold', 'warm']) {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(mine))
  const hunks = timed(`hunks, ${round}`, () => mergeHunks('script', base, copy, theirs))
  const choices = proposedChoices(hunks)
  timed(`taking what is proposed, ${round}`, () => applyHunks('script', copy, { base, theirs }, hunks, choices))
  timed(`base of the next merge, ${round}`, () => nextBase('script', base, theirs, hunks, choices))
  timed(`summary, ${round}`, () => summariseHunks(hunks))
  if (round === 'warm')
    console.log(`${hunks.length} hunks, ${hunks.filter(({ conflict }) => conflict).length} of them conflict`)
}

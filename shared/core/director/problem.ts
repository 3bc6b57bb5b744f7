import { type StageId, stageNamed } from '../stages/stages.ts'
import { type DirectorAct, stageOf, type WrittenStage } from './acts.ts'
import type { Situation, StageStanding } from './situation.ts'

/**
 * Why an act cannot be done as the project stands, in a sentence that says what to do instead; null: it can. It is asked
 * before anybody is offered a button; who confirms is asked again by whatever does it.
 */
export function problemOf(act: DirectorAct, situation: Situation): string | null {
  const stage = situation.stages.find(({ id }) => id === stageOf(act))
  if (!stage) return 'There is no such stage in this project.'
  const the = `The ${stage.title.toLowerCase()}`
  if (act.kind === 'approve') {
    if (stage.locked) return `${the} is locked already.`
    return stage.missing.length > 0 ? `${stage.missing.join(' ')} Then it can be locked.` : null
  }
  if (act.kind === 'reopen') return stage.locked ? null : `${the} is open already: everybody with the role may edit it.`
  // looking changes nothing: a locked stage may be looked at
  if (act.kind === 'look') return stage.begun ? null : `${the} is not written yet, so there is nothing to look at.`
  if (stage.locked)
    return `${the} is locked. Say “open the ${stage.title.toLowerCase()} again”, or press “Edit anyway”.`
  return act.kind === 'write' ? writingProblem(act.stage, stage, situation) : null
}

function writingProblem(id: WrittenStage, stage: StageStanding, { stages }: Situation): string | null {
  const before = stages.find(one => one.id === stageNamed(id)?.after)
  if (before && !before.locked)
    return `The ${stage.title.toLowerCase()} is written from the ${before.title.toLowerCase()}, which is not locked yet. Say “approve the ${before.title.toLowerCase()}” when it is right.`
  if (id === 'script' && stage.begun)
    return 'There are scenes in the script already, and it is not written over. Say which scene should change, and how: “make scene 2 quieter”.'
  return null
}

/** The stage that follows when one is locked: null when it has been begun already, or nothing follows. */
export function nextToWrite(stage: StageId, { stages }: Situation): WrittenStage | null {
  const next = stages.find(({ id }) => stageNamed(id)?.after === stage)
  return next && !next.begun && !next.locked && next.id !== 'brief' ? next.id : null
}

import { stageNamed } from '../stages/stages.ts'
import { currentStage, type Situation } from './situation.ts'

const sample = (situation: Situation): string =>
  situation.scenes.length > 0
    ? '“make scene 2 more dramatic”'
    : situation.beats.length > 0
      ? '“make beat 3 darker”'
      : '“try again, let her stay on the river”'

/** Where the project stands and what comes next. */
export function standingWords(situation: Situation): string {
  const stage = currentStage(situation)
  if (!stage) return 'All four stages are locked: the master script is the source of everything that follows.'
  const name = stage.title.toLowerCase()
  const locked = situation.stages.filter(one => one.locked).map(one => one.title.toLowerCase())
  const done = locked.length > 0 ? `Locked: ${locked.join(', ')}. ` : ''
  if (!stage.begun) return `${done}Next: the ${name} is to be written. Say “write the ${name}”.`
  if (stage.missing.length > 0) return `${done}We are at the ${name}. ${stage.missing.join(' ')}`
  return `${done}We are at the ${name}. Say “looks good” to lock it (“${stageNamed(stage.id)?.approve}”), or what should change: ${sample(situation)}.`
}

/** What one can say. */
export const helpWords = (situation: Situation): string =>
  `Say it in plain words: “looks good” locks a stage and begins the next, “try again” and why writes it anew, ${sample(situation)} changes a part. I say what I understood, and do it when an editor confirms. ${standingWords(situation)}`

/** At a breakpoint: what was written, and what people can say now. `made`: '3 treatments'. */
const breakpointWords = (made: string, next: string): string =>
  `${made} Nothing goes on until you say so: “looks good” locks it and begins the ${next}, “try again” and why writes it anew, or say what should change.`

/** By the agents after whose work the pipeline stops until people have spoken. */
export const BREAKPOINTS: Readonly<Record<string, string>> = {
  treatment: breakpointWords('The treatments are written. Read them, and choose one.', 'beat sheet'),
  beats: breakpointWords('The beat sheet is written. Read it through, and decide what is only suggested.', 'script'),
}

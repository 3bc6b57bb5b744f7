import { SECONDS_PER_PAGE } from '../../shared/core/script/measure.ts'
import { SHOT_SECONDS } from '../../shared/core/shots/columns.ts'
import type { ShotDraft } from '../../shared/core/shots/shots.ts'
import type { AnsweredShot } from './breakdownAnswer.ts'
import type { Unit } from './units.ts'

/**
 * Makes an answer cover every unit 1..count exactly once, in order: repeated units stay where they came first, units that
 * do not exist go, units in the wrong place are sorted, and a unit that was left out joins the shot of the one before it.
 * Shots that are left without units go. Says what it did, and how many units were missing.
 */
export function assignUnits(
  answered: readonly AnsweredShot[],
  count: number,
): { shots: AnsweredShot[]; repairs: string[]; missing: number } {
  const repairs: string[] = []
  const seen = new Set<number>()
  const shots = answered.map(shot => {
    const units = shot.units.filter(n => {
      const keep = n >= 1 && n <= count && !seen.has(n)
      if (keep) seen.add(n)
      else repairs.push(n < 1 || n > count ? `there is no unit ${n}` : `unit ${n} was covered twice`)
      return keep
    })
    return { ...shot, units: units.sort((a, b) => a - b) }
  })
  const filled = shots.filter(shot => shot.units.length > 0)
  if (filled.length < shots.length)
    repairs.push(`${shots.length - filled.length} shots covered nothing and were left out`)
  filled.sort((a, b) => (a.units[0] ?? 0) - (b.units[0] ?? 0))
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter(n => !seen.has(n))
  for (const n of missing) {
    const home = filled.findLast(shot => (shot.units[0] ?? 0) < n) ?? filled[0]
    if (!home) continue
    home.units = [...home.units, n].sort((a, b) => a - b)
    repairs.push(`unit ${n} was in no shot and went to the one before`)
  }
  return { shots: inOrder(filled, repairs), repairs, missing: missing.length }
}

/** Shots whose units are woven into each other ([1, 3], [2]) cannot be shown in order: the later ones start where they must. */
function inOrder(shots: AnsweredShot[], repairs: string[]): AnsweredShot[] {
  const starts = shots.map(shot => shot.units[0] ?? 0)
  const all = shots.flatMap(shot => shot.units)
  if (all.every((n, index) => index === 0 || n > (all[index - 1] ?? 0))) return shots
  repairs.push('shots were woven into each other and were set in the order of the scene')
  return shots.map((shot, index) => ({
    ...shot,
    units: all.filter(n => n >= (starts[index] ?? 0) && n < (starts[index + 1] ?? Infinity)).sort((a, b) => a - b),
  }))
}

/** Before the first word and after the last: air for the cut. Between two speakers: a breath. Seconds. */
const AIR = 1
const BREATH = 0.5
const LEAST = 2
const SECONDS_PER_EIGHTH = SECONDS_PER_PAGE / 8

/**
 * Seconds of a shot, in half seconds between the bounds of the table. Dialogue takes the time its words take. Action alone
 * is counted in eighths of a page; within the first eighth it gets the default of a shot.
 */
export function durationOf(units: readonly Unit[]): number {
  const speakers = units.filter(unit => unit.kind === 'dialogue').map(unit => unit.speaker)
  const seconds = units.reduce((total, unit) => total + unit.seconds, 0)
  if (speakers.length === 0) {
    const eighths = Math.round(seconds / SECONDS_PER_EIGHTH)
    return Math.min(SHOT_SECONDS.most, eighths <= 1 ? SHOT_SECONDS.default : eighths * SECONDS_PER_EIGHTH)
  }
  const changes = speakers.filter((name, index) => index > 0 && name !== speakers[index - 1]).length
  const whole = Math.round((seconds + AIR + changes * BREATH) * 2) / 2
  return Math.min(SHOT_SECONDS.most, Math.max(LEAST, whole))
}

/** The words said in a shot, verbatim, a line each: 'NAME: words'. */
export const dialogueOf = (units: readonly Unit[]): string =>
  units
    .filter(unit => unit.kind === 'dialogue')
    .map(unit => `${unit.speaker === '' ? '' : `${unit.speaker}: `}${unit.text}`)
    .join('\n')

/** The row of a shot: its words and seconds from the script, the rest as answered. */
export function draftOf(shot: AnsweredShot, all: readonly Unit[]): ShotDraft {
  const units = shot.units.flatMap(n => all[n - 1] ?? [])
  const sources = new Map(units.flatMap(unit => unit.sources.map(source => [source.lineId, source])))
  return {
    duration: durationOf(units),
    sources: [...sources.values()],
    rationale: shot.rationale,
    action: shot.action,
    dialogue: dialogueOf(units),
    characters: shot.characters,
    setting: shot.setting,
    light: shot.light,
    camera: shot.camera,
    continuity: shot.continuity,
  }
}

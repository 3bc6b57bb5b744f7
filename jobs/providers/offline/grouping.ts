import type { BreakdownContext } from '../../agents/breakdownContext.ts'
import type { Unit } from '../../agents/units.ts'
import { ARRIVES, MOVES, propsIn } from './observe.ts'

/** What the instruction asks of the coverage. */
export interface Style {
  /** Seconds that the units of one shot may take together. */
  longest: number
  /** Speakers may share a shot although their lines are long. */
  shared: boolean
  tighter: boolean
  wider: boolean
  handheld: boolean
  still: boolean
  inserts: boolean
}

export function styleOf(instruction: string): Style {
  const asks = (pattern: RegExp) => pattern.test(instruction)
  const few = asks(/\b(?:few|fewer|less shots|long takes?|longer|oner|one.?shot|single take|slow)/i)
  const many = asks(/\b(?:more shots|many|fast|quick|cutty|snappy|short(?:er)? shots|montage)/i)
  return {
    longest: few ? 20 : many ? 5 : 9,
    shared: few || asks(/two.?shot|master only/i),
    tighter: asks(/close|tight|intimate|claustrophob|face/i),
    wider: asks(/\bwide|landscape|distance|theatrical/i),
    handheld: asks(/hand.?held|shaky|documentary|verit/i),
    still: asks(/static|locked|still|tripod|no (?:camera )?moves?/i),
    inserts: !asks(/no inserts?|without inserts?/i),
  }
}

/**
 * The thing that a line is about and that must be seen close: named in capitals, or handled while little else happens.
 * '' for every other line.
 */
export function insertOf(unit: Unit, { cast }: Pick<BreakdownContext, 'cast'>): string {
  if (unit.direction) return insertDirection(unit.text)
  if (unit.kind !== 'action' || MOVES.test(unit.text) || ARRIVES.test(unit.text)) return ''
  const [prop = ''] = propsIn(unit.text, cast)
  const named = prop !== '' && unit.text.includes(prop)
  return unit.text.length <= (named ? 110 : 60) ? prop : ''
}

/** 'INSERT - THE PHONE' -> 'PHONE'. */
const insertDirection = (text: string): string =>
  /^\s*INSERT\b[\s:.–—-]*(?:(?:THE|AN?)\s+)?(.+?)\s*[.:]?\s*$/i.exec(text)?.[1]?.toUpperCase() ?? ''

/** Lines shorter than this are traded in one two-shot rather than cut back and forth. Seconds. */
const QUICK = 1.6

/** Which units share a shot. Every unit is in exactly one group, in the order of the scene. */
export function groupUnits(context: BreakdownContext, style: Style): Unit[][] {
  const groups: Unit[][] = []
  for (const unit of context.units) {
    const group = groups.at(-1)
    if (group && joins(group, unit, context, style)) group.push(unit)
    else groups.push([unit])
  }
  return groups
}

function joins(group: readonly Unit[], unit: Unit, context: BreakdownContext, style: Style): boolean {
  const last = group.at(-1)
  if (!last || unit.direction) return false
  if (last.direction) return true
  const seconds = group.reduce((sum, member) => sum + member.seconds, 0) + unit.seconds
  if (seconds > style.longest) return false
  const insert = (candidate: Unit) => style.inserts && insertOf(candidate, context) !== ''
  if (insert(unit)) return false
  if (unit.kind === 'action') {
    if (last.kind === 'dialogue' || ARRIVES.test(unit.text)) return false
    return !group.some(insert)
  }
  if (last.kind === 'action') return false
  // a long line was split because one shot cannot hold it
  if (unit.lineId === last.lineId) return false
  if (unit.speaker === last.speaker && unit.offscreen === last.offscreen) return true
  return style.shared || (unit.seconds <= QUICK && group.every(member => member.seconds <= QUICK))
}

import type { AgentName } from '../agents/catalog.ts'
import { type ReferenceKind, referenceOf } from './references.ts'
import type { Thing } from './things.ts'

/**
 * Who makes a thing again. An agent that works on a whole scene is paid once for all of it; a picture or a clip costs what it
 * cost; prompts and end states are put together by the program and cost nothing.
 */
const MADE_BY: Partial<Record<ReferenceKind, AgentName>> = { shot: 'breakdown' }

/** Credits of one run of an agent over a scene. */
export type AgentCredits = (agent: AgentName) => number

/** What making a thing again costs: things with the same run are paid together. */
export function costOf(thing: Thing, agentCredits: AgentCredits): { run: string; credits: number } {
  const kind = referenceOf(thing.reference)?.kind
  const agent = kind && MADE_BY[kind]
  if (agent) return { run: `${thing.scene}\n${agent}`, credits: agentCredits(agent) }
  return { run: `${thing.scene}\n${thing.reference}`, credits: thing.credits ?? 0 }
}

/** Credits for making all of these again. */
export function priceOf(things: Iterable<Thing>, agentCredits: AgentCredits): number {
  const runs = new Map<string, number>()
  for (const thing of things) {
    const { run, credits } = costOf(thing, agentCredits)
    runs.set(run, credits)
  }
  let sum = 0
  for (const credits of runs.values()) sum += credits
  return sum
}

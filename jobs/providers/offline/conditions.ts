import { names } from '../../../shared/core/agents/cast.ts'
import { conditionsIn } from './observe.ts'

/** States of which a thing has one at a time: a door that opens is no longer shut. */
const EXCLUSIVE: readonly ReadonlySet<string>[] = [
  new Set(['open', 'half-open', 'ajar', 'shut', 'locked', 'unlocked']),
  new Set(['lit', 'unlit', 'extinguished', 'burnt']),
  new Set(['worn', 'taken off']),
]

/** What people and things look like by now, so that a later shot matches an earlier one. */
export class Conditions {
  /** 'MARA' or 'COAT' -> its states. */
  readonly #states = new Map<string, string[]>()

  /** The continuity flags of a shot: what changes in it, and what those in it bring along. */
  after(
    action: string,
    facts: { cast: readonly string[]; things: readonly string[]; seen: readonly string[]; props: readonly string[] },
  ): string {
    const fresh = conditionsIn(action, facts.cast, facts.things)
    const changed = new Set(fresh.map(({ of }) => of))
    const here = (of: string) => facts.seen.includes(of) || facts.props.includes(of) || names(action, of)
    const carried = [...this.#states].filter(([of]) => !changed.has(of) && here(of))
    const plain = facts.props.filter(prop => !changed.has(prop) && !this.#states.has(prop))
    for (const { of, state } of fresh) this.#set(of, state)
    return [
      ...[...changed].map(of => `${of}: ${(this.#states.get(of) ?? []).join(', ')}`),
      ...carried.map(([of, states]) => `${of}: still ${states.join(', ')}`),
      ...plain.map(prop => `${prop}: same place and hand`),
    ].join('; ')
  }

  #set(of: string, state: string): void {
    const group = EXCLUSIVE.find(states => states.has(state))
    const kept = (this.#states.get(of) ?? []).filter(known => known !== state && !group?.has(known))
    this.#states.set(of, [...kept, state])
  }
}

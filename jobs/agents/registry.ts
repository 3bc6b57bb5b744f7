import { AGENTS } from '../../shared/core/agents/catalog.ts'
import type { Prompts } from '../prompts.ts'
import { DIGEST, READERS } from '../reading/digest.ts'
import type { Agent } from './agent.ts'
import { beat } from './beat.ts'
import { beats } from './beats.ts'
import { breakdown } from './breakdown.ts'
import { director } from './director.ts'
import { revise } from './revise.ts'
import { rewrite } from './rewrite.ts'
import { roomAgents } from './room.ts'
import { script } from './script.ts'
import { treatment } from './treatment.ts'

const IMPLEMENTED: readonly Agent[] = [
  rewrite,
  treatment,
  beats,
  beat,
  script,
  revise,
  breakdown,
  director,
  ...roomAgents,
]

/** Agents by name. Throws at start when the catalog names one that nobody wrote, or a prompt does not fit its agent. */
export function registerAgents(prompts: Prompts): Map<string, Agent> {
  const agents = new Map<string, Agent>(IMPLEMENTED.map(agent => [agent.name, agent]))
  for (const { name } of AGENTS) {
    const agent = agents.get(name)
    if (!agent) throw new Error(`The catalog has an agent “${name}” that is not written.`)
    prompts.expect(agent.prompt, agent.slots, agent.outputName)
  }
  for (const { prompt, slots } of READERS) prompts.expect(prompt, slots, DIGEST)
  return agents
}

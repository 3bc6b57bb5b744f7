import { AGENTS, type AgentEntry, type AgentTarget } from '../core/agents/catalog.ts'
import { creditsFor, tokensOf } from '../core/agents/models.ts'
import type { AgentCard } from '../core/api/schemas.ts'
import { TOLD_PASSAGES } from '../core/styles/limits.ts'
import type { Config, ProviderName } from './config.ts'
import type { FilesTold } from './stagedFiles.ts'

/** The settings that say where agents answer. */
export type TextSettings = Pick<
  Config,
  'TEXT_PROVIDER' | 'OPENAI_API_KEY' | 'OPENAI_MODEL' | 'GOOGLE_API_KEY' | 'GOOGLE_MODEL'
>
export interface ActiveModel {
  provider: ProviderName
  model: string
}

/** Where agents answer: where TEXT_PROVIDER says, else at the first provider with a key, else by our own rules. */
export function activeModel(config: TextSettings): ActiveModel {
  const withKey = config.OPENAI_API_KEY !== undefined ? 'openai' : config.GOOGLE_API_KEY !== undefined ? 'google' : null
  const provider = config.TEXT_PROVIDER ?? withKey ?? 'offline'
  const models = { openai: config.OPENAI_MODEL, google: config.GOOGLE_MODEL, offline: 'offline' }
  return { provider, model: models[provider] }
}

/** What goes with every prompt besides the target: instructions, title page, the scene around a selection, a written style. */
const FRAME_TOKENS = 1_500 + TOLD_PASSAGES.tokens
/** Characters of a target that is not known yet, for the price on a button: a scene of a page, an idea of three paragraphs. */
const USUAL_CHARACTERS = {
  selection: 400,
  scene: 3_000,
  treatment: 1_500,
  beats: 12_000,
  beat: 400,
  script: 12_000,
  revision: 2_000,
  thread: 2_000,
  room: 12_000,
} as const satisfies Record<AgentTarget, number>

const NO_FILES: FilesTold = { told: 0, read: 0 }

/** What reading chapter by chapter takes for one character of the source: the prompt with each, and what is made of it. */
const READING = { tokensIn: 0.33, tokensOut: 0.045 } as const

/** Credits that asking `agent` about `characters` and giving it `files` will cost, rounded up; 0 offline. */
export function estimateCredits(
  active: ActiveModel,
  agent: Pick<AgentEntry, 'target' | 'answerPerWord'>,
  characters: number = USUAL_CHARACTERS[agent.target],
  { told, read }: FilesTold = NO_FILES,
): number {
  if (active.provider === 'offline') return 0
  const target = tokensOf(characters)
  return creditsFor(
    active.model,
    FRAME_TOKENS + target + tokensOf(told) + Math.ceil(read * READING.tokensIn),
    Math.ceil(target * agent.answerPerWord) + Math.ceil(read * READING.tokensOut),
  )
}

/** The agents as a project's page shows them; `files`: those beside its brief. */
export function agentCards(config: TextSettings, files = NO_FILES): AgentCard[] {
  const active = activeModel(config)
  return AGENTS.map(agent => ({
    name: agent.name,
    title: agent.title,
    description: agent.description,
    ...active,
    credits: estimateCredits(active, agent, undefined, agent.target === 'treatment' ? files : NO_FILES),
  }))
}

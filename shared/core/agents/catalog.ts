/** What an agent works on, which decides what the request has to name. */
export type AgentTarget =
  | 'selection'
  | 'scene'
  | 'treatment'
  | 'beats'
  | 'beat'
  | 'script'
  | 'revision'
  | 'thread'
  | 'room'

export interface AgentEntry {
  /** In addresses and in `jobs.agent`. */
  name: string
  /** Who is seen at work: in presence, in drafts, as the author of suggestions. */
  title: string
  /** What it does, in a sentence for the person about to press the button. */
  description: string
  target: AgentTarget
  /** Whether the request must say in words what is wanted. */
  instruction: 'needed' | 'optional'
  /** The words of an answer for one word of the target, for the estimate of its price. */
  answerPerWord: number
}

/** Every agent there is. The worker registers one implementation for each entry and refuses to start when one is missing. */
export const AGENTS = [
  {
    name: 'rewrite',
    title: 'Writer',
    description: 'Rewrites the selected words by your instruction, as a suggestion that everyone can accept or reject.',
    target: 'selection',
    instruction: 'needed',
    answerPerWord: 1.5,
  },
  {
    name: 'treatment',
    title: 'Treatment writer',
    description: 'Writes three unlike treatments of the brief’s idea, side by side. Those that are there stay.',
    target: 'treatment',
    instruction: 'optional',
    answerPerWord: 12,
  },
  {
    name: 'beats',
    title: 'Beat sheet',
    description: 'Tells the locked treatment in numbered beats, each with the passage that it comes from.',
    target: 'beats',
    instruction: 'optional',
    answerPerWord: 1,
  },
  {
    name: 'beat',
    title: 'Beat writer',
    description: 'Adds a beat between its neighbours, offers three other turns for one, or takes one apart into two.',
    target: 'beat',
    instruction: 'optional',
    answerPerWord: 3,
  },
  {
    name: 'revise',
    title: 'Reviser',
    description:
      'Revises the treatment by the beats, or the beats by the script, as suggestions: only what has changed.',
    target: 'revision',
    instruction: 'optional',
    answerPerWord: 1,
  },
  {
    name: 'script',
    title: 'Screenwriter',
    description: 'Writes the script from the confirmed beats, scene by scene, while everybody watches and may edit.',
    target: 'script',
    instruction: 'optional',
    answerPerWord: 10,
  },
  {
    name: 'director',
    title: 'Director',
    description: 'Reads what you say in the thread where its rules do not understand it, and says what it understood.',
    target: 'thread',
    instruction: 'needed',
    answerPerWord: 0.2,
  },
  {
    name: 'plot-holes',
    title: 'Plot holes',
    description: 'Looks for what does not hold: who vanishes, what comes from nowhere, jumps in time and place.',
    target: 'room',
    instruction: 'optional',
    answerPerWord: 0.2,
  },
  {
    name: 'arcs',
    title: 'Character arcs',
    description:
      'Looks at the people: who is away for too long, who does not change, what is wanted and never settled.',
    target: 'room',
    instruction: 'optional',
    answerPerWord: 0.2,
  },
  {
    name: 'pacing',
    title: 'Structure & pacing',
    description: 'Looks for stretches without a turn, and for what is too long for the brief.',
    target: 'room',
    instruction: 'optional',
    answerPerWord: 0.2,
  },
  {
    name: 'endings',
    title: 'Alternative endings',
    description: 'Offers three other endings, made of the story’s own people and things, as suggestions.',
    target: 'room',
    instruction: 'optional',
    answerPerWord: 0.3,
  },
  {
    name: 'breakdown',
    title: 'Breakdown',
    description:
      'Breaks the scene down into shots: timing, camera, characters, light and continuity, every line covered.',
    target: 'scene',
    instruction: 'optional',
    answerPerWord: 4,
  },
] as const satisfies readonly AgentEntry[]

/** The agent whose suggestions bring a stage back into step. */
export const REVISER = 'revise' satisfies AgentName

export type AgentName = (typeof AGENTS)[number]['name']

export const findAgent = (name: string): (typeof AGENTS)[number] | null =>
  AGENTS.find(agent => agent.name === name) ?? null

import type * as Y from 'yjs'
import { cueName } from '../agents/cast.ts'
import { type AgentName, findAgent } from '../agents/catalog.ts'
import { sourcesOf } from '../dependencies/lines.ts'
import type { Author } from '../documents/author.ts'
import { parseFountain } from '../formats/fountain/parse.ts'
import type { Line } from '../script/line.ts'
import { FRONT, readLines, readScenes, type Scene } from '../script/scenes.ts'
import { seedScript } from '../script/seed.ts'
import type { ShotDraft } from '../shots/shots.ts'
import { insertShotRows } from '../shots/write.ts'
import { proposeEdits } from '../suggestions/propose.ts'
import { addSuggestions } from '../suggestions/store.ts'
import { SAMPLE_FOUNTAIN } from './sampleScreenplay.ts'
import { SAMPLE_SHOTS, SHOT_SCENE } from './sampleShots.ts'

/** The agents whose work the sample shows. No job ran for it. */
const asAuthor = (agent: AgentName): Author => ({
  kind: 'agent',
  agent,
  name: findAgent(agent)?.title ?? agent,
  jobId: null,
})
const REWRITE = asAuthor('rewrite')
const BREAKDOWN = asAuthor('breakdown')

/** The suggestion that waits in the sample: a line of the first scene, and what it is to become. */
export const SAMPLE_SUGGESTION = {
  before: 'TOMAS (46) comes in, wet from the ferry. He knows he is late.',
  after: 'TOMAS (46) comes in, wet from the ferry. He looks at the clock, then at her.',
  instruction: 'Show that he is late without saying so.',
  rationale:
    'A camera cannot see what he knows. A look at the clock plays the lateness, and plants the prop that the whole story turns on.',
} as const

/** Writes the sample screenplay into a fresh script document, in the caller's transaction. */
export const seedSampleScript = (doc: Y.Doc): void => seedScript(doc, parseFountain(SAMPLE_FOUNTAIN))

/** Leaves the waiting suggestion in the seeded script document, in the caller's transaction. */
export function seedSampleSuggestion(doc: Y.Doc): void {
  const { before, after, instruction, rationale } = SAMPLE_SUGGESTION
  const line = readLines(doc).find(({ text }) => text === before)
  if (!line) throw new Error('The sample screenplay does not have the line that its suggestion is about.')
  const edit = { kind: 'line-text', lineId: line.id, before, after } as const
  addSuggestions(doc, proposeEdits(doc, [edit], { author: REWRITE, instruction, rationale }))
}

/** The scene of the sample's script that has a shot table. */
export function sampleShotScene(script: Y.Doc): Scene {
  const scene = readScenes(script).filter(({ id }) => id !== FRONT)[SHOT_SCENE]
  if (!scene) throw new Error('The sample screenplay does not have the scene that its shots are of.')
  return scene
}

/** The shot table of that scene: its sources and its dialogue are read from the script. */
export function sampleShotDrafts(lines: readonly Line[]): ShotDraft[] {
  return SAMPLE_SHOTS.map(({ covers: [first, last], ...cells }) => {
    const covered = lines.slice(first, last + 1)
    let speaker = ''
    const dialogue: string[] = []
    for (const line of covered)
      if (line.type === 'character') speaker = cueName(line.text)
      else if (line.type === 'dialogue') dialogue.push(`${speaker}: ${line.text}`)
    return { ...cells, dialogue: dialogue.join('\n'), sources: sourcesOf(covered) }
  })
}

/** Writes the shots of {@link sampleShotScene} into its scene document, in the caller's transaction. */
export function seedSampleShots(doc: Y.Doc, script: Y.Doc): void {
  insertShotRows(doc, sampleShotDrafts(sampleShotScene(script).lines), BREAKDOWN)
}

import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readBeats } from '../../shared/core/beats/beats.ts'
import { addBeat } from '../../shared/core/beats/write.ts'
import {
  briefText,
  type Mode,
  seedBrief,
  setGenre,
  setLength,
  setMode,
  setRating,
  setTwist,
} from '../../shared/core/brief/brief.ts'
import { appendScene } from '../../shared/core/script/appendScene.ts'
import { plain } from '../../shared/core/script/line.ts'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { chooseVariant } from '../../shared/core/treatment/variants.ts'
import { addVariant } from '../../shared/core/treatment/write.ts'
import { loadPrompts, type Prompts } from '../prompts.ts'
import type { Agent, AgentDocuments, AgentJob } from './agent.ts'
import { registerAgents } from './registry.ts'
import { styleContext } from './style.ts'
import { testDocuments } from './testDocuments.ts'

let agents: Map<string, Agent>
let prompts: Prompts
beforeAll(async () => {
  prompts = await loadPrompts()
  agents = registerAgents(prompts)
})

/** A project with something in every stage, whose brief says what `change` adds to it. */
function documentsOf(change: (brief: Y.Doc) => void = () => {}, given: Partial<AgentDocuments> = {}): AgentDocuments {
  const [brief, treatment, beats, script] = [new Y.Doc(), new Y.Doc(), new Y.Doc(), new Y.Doc()]
  for (const [at, doc] of [brief, treatment, beats, script].entries()) doc.clientID = at + 1
  seedBrief(brief)
  briefText(brief, 'idea')?.insert(0, 'Ada rows.')
  briefText(brief, 'tone')?.insert(0, 'Dry and tender.')
  setLength(brief, 'least', 4)
  setLength(brief, 'most', 6)
  setRating(brief, 'PG')
  setGenre(brief, 'drama', true)
  change(brief)
  const angle = { title: 'Row', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
  const lines = ['Ada rows out.', 'Ada comes home.'].map(text => ({ type: 'general' as const, runs: plain(text) }))
  chooseVariant(treatment, addVariant(treatment, { ...angle, lines }))
  for (const title of ['Out', 'Home']) addBeat(beats, null, { title, body: `Ada is ${title}.` }, undefined, title)
  appendScene(script, [
    { type: 'scene_heading', runs: plain('EXT. RIVER - DAY') },
    { type: 'action', runs: plain('Ada rows.') },
  ])
  return testDocuments({ brief, treatment, beats, script, ...given })
}

/** Everything that the agent is sent, step by step. */
function requestOf(name: string, documents: AgentDocuments): string {
  const agent = agents.get(name)
  if (!agent) throw new Error(`no agent ${name}`)
  const [scene] = readScenes(documents.script)
  const asked: Record<string, [Partial<AgentDocuments>, Partial<AgentJob>]> = {
    rewrite: [{}, { lineIds: [scene?.lines[1]?.id ?? ''] }],
    breakdown: [{ scene: new Y.Doc() }, { sceneId: scene?.id ?? '' }],
    treatment: [{ target: documents.treatment }, {}],
    beats: [{ target: new Y.Doc() }, {}],
    beat: [{ target: documents.beats }, { rowId: readBeats(documents.beats)[0]?.id ?? '', task: 'expand' }],
    script: [{}, {}],
    revise: [{ target: documents.treatment, baselineOf: () => ({}) }, {}],
  }
  const [over, fields] = asked[name] ?? [{ target: documents.beats }, {}]
  const given = { ...documents, ...over }
  const job: AgentJob = {
    id: 'j',
    agent: agent.name,
    documentId: 'd',
    sceneId: null,
    instruction: 'shorter',
    askedBy: null,
    ...fields,
  }
  const author = { kind: 'agent', agent: name, name, jobId: 'j' } as const
  return agent
    .steps(job, given)
    .map(step => prompts.render(agent.prompt, agent.prepare(job, author, given, step).values).request)
    .join('\n')
}

/** Those that are told what binds the film: all but the director, who writes nothing of it. */
const BOUND = ['treatment', 'beats', 'beat', 'script', 'revise', 'rewrite', 'breakdown', 'plot-holes', 'pacing', 'arcs']
const PROSE = ['treatment', 'beats', 'beat', 'script', 'revise', 'rewrite']

describe('what the brief says reaches whoever writes', () => {
  it.each<[string, (brief: Y.Doc) => void, RegExp]>([
    ['its shortest length', doc => setLength(doc, 'least', 5), /Length: 5 to 6 minutes/],
    ['its longest length', doc => setLength(doc, 'most', 40), /Length: 4 to 40 minutes/],
    ['the rating', doc => setRating(doc, 'G'), /Content rating: G\n/],
    ['a genre', doc => setGenre(doc, 'western', true), /Genres: drama, western/],
    ['the tone', doc => briefText(doc, 'tone')?.insert(0, 'Cold, '), /Tone: Cold, Dry and tender/],
  ])('%s: in the prompt of every agent', (_, change, says) => {
    for (const name of [...BOUND, 'endings']) {
      expect(requestOf(name, documentsOf()), name).not.toMatch(says)
      expect(requestOf(name, documentsOf(change)), name).toMatch(says)
    }
  })

  it('the type: in the prompt of every agent', () => {
    for (const name of [...BOUND, 'endings'])
      expect(requestOf(name, documentsOf(undefined, { type: 'commercial' })), name).toContain(
        'a commercial: it hooks within the first three seconds',
      )
  })

  it('the written style: in the prompt of whoever writes prose', () => {
    const style = styleContext({ id: 's', name: 'Spare' }, [{ sample: 'S', position: 0, text: 'He came. He sat.' }])
    for (const name of PROSE) expect(requestOf(name, documentsOf(undefined, { style })), name).toContain('He came.')
  })

  it('the length also as a number of words, of beats and of eighths', () => {
    const long = documentsOf(doc => setLength(doc, 'most', 116))
    expect(requestOf('treatment', documentsOf())).toMatch(/About so many words: 200$/m)
    expect(requestOf('treatment', long)).toMatch(/About so many words: 2400$/m)
    expect(requestOf('beats', documentsOf())).toContain('From 5 to 10 beats.')
    expect(requestOf('beats', long)).toContain('From 15 to 30 beats.')
    expect(requestOf('script', long)).not.toBe(requestOf('script', documentsOf()))
  })

  it('the way to begin: what the treatment is made from, and the twist where there is one', () => {
    const files = [{ name: 'a.txt', role: 'primary', tag: 'other', text: 'The sea was high.' } as const]
    const of = (change: (brief: Y.Doc) => void) => requestOf('treatment', documentsOf(change, { files }))
    const source = /<source>\nThe sea was high\.\n<\/source>/
    const twist = /<twist>\nin space\n<\/twist>/
    expect(of(doc => setTwist(doc, 'in space'))).not.toMatch(source)
    const begun = (mode: Mode) =>
      of(doc => {
        setMode(doc, mode)
        setTwist(doc, 'in space')
      })
    const condensed = begun('condensation')
    expect(condensed).toMatch(source)
    expect(condensed).not.toMatch(twist)
    const moved = begun('transformation')
    expect(moved).toMatch(source)
    expect(moved).toMatch(twist)
  })
})

import type * as Y from 'yjs'
import { type AgentName, REVISER } from '../agents/catalog.ts'
import { hashOf } from '../agents/target.ts'
import { readBeats } from '../beats/beats.ts'
import { beatHash } from '../beats/hash.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { lineHash } from '../script/line.ts'
import { FRONT, readScenes, type Scene, sceneEntry, scriptRoots } from '../script/scenes.ts'
import type { StageId } from '../stages/stages.ts'
import { activeVariant, readProse } from '../treatment/variants.ts'

/**
 * Which stages a stage is to be in step with. What it was in step with is remembered when one is made from the other; what
 * has changed since is a flag, which blocks nothing.
 */
export const FLAGS = [
  { stage: 'treatment', against: 'beats' },
  { stage: 'beats', against: 'treatment' },
  { stage: 'beats', against: 'script' },
  { stage: 'script', against: 'beats' },
] as const satisfies readonly { stage: StageId; against: StageId }[]
export type Against = (typeof FLAGS)[number]['against']

/**
 * Two stages that tell the same: when one of them was edited, both say that they disagree, and whoever says of one that it still
 * fits says so of the other.
 */
export const isMutual = (stage: StageId, against: StageId): boolean =>
  (stage === 'beats' && against === 'script') || (stage === 'script' && against === 'beats')

/** The elements of a stage by their ids: what they say, as a hash, and what a person calls them. */
export type Fingerprint = Record<string, Element>
interface Element {
  hash: string
  label: string
  /** Of the last scene that plays a beat: the lines at its end, where the beat turns. */
  turn?: string[] | undefined
}

export interface FlagReason {
  kind: 'changed' | 'added' | 'gone'
  /** 'beat 3 “The ferry”'. */
  label: string
  /** It takes away what a beat needs: its scene, or the lines where it turns. */
  breaks?: true
}

/** Characters of a name in a reason. */
const NAME = 60
const quoted = (text: string): string => {
  const words = text.trim().replace(/\s+/g, ' ')
  return words === '' ? '' : ` “${words.length > NAME ? `${words.slice(0, NAME - 1).trimEnd()}…` : words}”`
}

const READ: Record<Against, (doc: Y.Doc) => Fingerprint> = {
  treatment(doc) {
    const chosen = activeVariant(doc)
    const lines = chosen === null ? [] : readProse(doc, chosen).filter(line => line.text.trim() !== '')
    return Object.fromEntries(
      lines.map(line => [line.id, { hash: lineHash(line), label: `the passage${quoted(line.text)}` }]),
    )
  },
  beats: doc =>
    Object.fromEntries(
      readBeats(doc).map(beat => [
        beat.id,
        { hash: beatHash(beat), label: `beat ${beat.number}${quoted(beat.title)}` },
      ]),
    ),
  script(doc) {
    const scenes = shownScenes(doc)
    const { scenes: entries } = scriptRoots(doc)
    const lastOf = new Map(scenes.map(({ id }) => [sceneEntry(entries, id)?.get('beat'), id]))
    return Object.fromEntries(
      scenes.map(scene => {
        const beat = sceneEntry(entries, scene.id)?.get('beat')
        const turns = typeof beat === 'string' && lastOf.get(beat) === scene.id
        return [
          scene.id,
          {
            hash: hashOf(scene.lines.map(lineHash)),
            label: `scene ${scene.number}${quoted(scene.heading)}`,
            ...(turns ? { turn: endOf(scene) } : {}),
          },
        ]
      }),
    )
  },
}

const shownScenes = (doc: Y.Doc): Scene[] => readScenes(doc).filter(scene => scene.id !== FRONT && !scene.omitted)

/** The last lines of a scene in which something happens or is said. */
const endOf = ({ lines }: Scene): string[] =>
  lines
    .filter(({ type, text }) => (type === 'action' || type === 'dialogue') && text.trim() !== '')
    .slice(-LINES_OF_TURN)
    .map(({ id }) => id)
const LINES_OF_TURN = 2

export const fingerprintOf = (stage: Against, doc: Y.Doc): Fingerprint => READ[stage](doc)

/** Kinds of documents whose changes move a flag. */
export const isFlagged = (kind: DocumentKind): kind is Against => kind in READ

/** What is otherwise than it was, by id, in the order of `now`; what is gone comes last. */
export function differencesById(was: Fingerprint, now: Fingerprint): Map<string, FlagReason> {
  const reasons = new Map<string, FlagReason>()
  for (const [id, { hash, label }] of Object.entries(now)) {
    const before = was[id]
    if (!before) reasons.set(id, { kind: 'added', label })
    else if (before.hash !== hash) reasons.set(id, { kind: 'changed', label })
  }
  for (const [id, { label }] of asPrinted(was)) if (!now[id]) reasons.set(id, { kind: 'gone', label })
  return reasons
}

/** By the numbers in their names: where a fingerprint was kept, its order was not. */
const asPrinted = (was: Fingerprint): [string, Element][] =>
  Object.entries(was).sort(([, a], [, b]) => a.label.localeCompare(b.label, 'en', { numeric: true }))

export const differences = (was: Fingerprint, now: Fingerprint): FlagReason[] => [...differencesById(was, now).values()]

/** What is otherwise in a stage than it was, with what that breaks in the one that tells the same. */
export function reasonsOf(against: Against, was: Fingerprint, doc: Y.Doc): FlagReason[] {
  const now = fingerprintOf(against, doc)
  const reasons = differencesById(was, now)
  if (against !== 'script') return [...reasons.values()]
  const lines = new Set(shownScenes(doc).flatMap(scene => scene.lines.map(({ id }) => id)))
  const ends: FlagReason[] = []
  for (const [id, { turn = [] }] of asPrinted(was)) {
    // what was moved or joined to another scene is still there
    if (turn.length === 0 || turn.some(line => lines.has(line))) continue
    const scene = reasons.get(id)
    if (scene?.kind === 'gone') scene.breaks = true
    else ends.push({ kind: 'gone', label: `the end of ${now[id]?.label}, where its beat turns,`, breaks: true })
  }
  return [...reasons.values(), ...ends]
}

/** Flags that an agent can take away: it revises the stage by what the other one says now. */
export const REVISED = [
  { stage: 'treatment', against: 'beats', button: 'Retroactively Revise Treatment' },
  { stage: 'beats', against: 'script', button: 'Retroactively Revise Beat Sheet to Sync with Script' },
] as const satisfies readonly { stage: StageId; against: Against; button: string }[]

/** Who makes a stage fit another again, for the price: the reviser, or whoever writes it anew. */
export function redoneBy(stage: StageId, against: StageId): AgentName {
  if (REVISED.some(one => one.stage === stage && one.against === against)) return REVISER
  return stage === 'script' ? 'script' : 'beats'
}

const SAYS = { changed: 'was changed', added: 'is new', gone: 'is gone' } as const

/** 'Beat 3 “The ferry” was changed.' */
export function reasonSentence({ kind, label }: FlagReason): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} ${SAYS[kind]}.`
}

import type * as Y from 'yjs'
import { hashOf } from '../agents/target.ts'
import { readBeats } from '../beats/beats.ts'
import { beatHash } from '../beats/hash.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { lineHash } from '../script/line.ts'
import { FRONT, readScenes } from '../script/scenes.ts'
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

/** The elements of a stage by their ids: what they say, as a hash, and what a person calls them. */
export type Fingerprint = Record<string, { hash: string; label: string }>

export interface FlagReason {
  kind: 'changed' | 'added' | 'gone'
  /** 'beat 3 “The ferry”'. */
  label: string
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
  script: doc =>
    Object.fromEntries(
      readScenes(doc)
        .filter(scene => scene.id !== FRONT && !scene.omitted)
        .map(scene => [
          scene.id,
          { hash: hashOf(scene.lines.map(lineHash)), label: `scene ${scene.number}${quoted(scene.heading)}` },
        ]),
    ),
}

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
  for (const [id, { label }] of Object.entries(was)) if (!now[id]) reasons.set(id, { kind: 'gone', label })
  return reasons
}

export const differences = (was: Fingerprint, now: Fingerprint): FlagReason[] => [...differencesById(was, now).values()]

/** Flags that an agent can take away: it revises the stage by what the other one says now. */
export const REVISED = [
  { stage: 'treatment', against: 'beats', button: 'Retroactively Revise Treatment' },
  { stage: 'beats', against: 'script', button: 'Retroactively Revise Beat Sheet to Sync with Script' },
] as const satisfies readonly { stage: StageId; against: Against; button: string }[]

const SAYS = { changed: 'was changed', added: 'is new', gone: 'is gone' } as const

/** 'Beat 3 “The ferry” was changed.' */
export function reasonSentence({ kind, label }: FlagReason): string {
  return `${label.charAt(0).toUpperCase()}${label.slice(1)} ${SAYS[kind]}.`
}

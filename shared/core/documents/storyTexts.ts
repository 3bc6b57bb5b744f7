import type * as Y from 'yjs'
import { ASSETS, assetText, readAssets } from '../assets/assets.ts'
import { BEAT_TEXTS, beatText, readBeats } from '../beats/beats.ts'
import { createBeatUndo } from '../beats/undo.ts'
import { type Brief, briefText, readBrief, setTwist } from '../brief/brief.ts'
import { type Replaced, type Replacement, replaced, replaceInTexts } from '../script/findWrite.ts'
import { isLineElement, lineText, textAttribute } from '../script/line.ts'
import { plainText } from '../text/writeWords.ts'
import { activeVariant, proseOf, variantTitle } from '../treatment/variants.ts'
import { createRowUndo, type RowUndo } from '../undo/rows.ts'

/** Documents that tell the story beside the script. */
export const STORY_KINDS = ['brief', 'treatment', 'beats', 'assets'] as const
export type StoryKind = (typeof STORY_KINDS)[number]

/** What of a brief is told in words of one's own. */
const BRIEF_WORDS = ['twist', 'tone', 'idea'] as const satisfies readonly (keyof Brief)[]

/** One text of the story. */
export interface StoryText {
  /** Names it within its document. */
  key: string
  words: string
  /** Null: one value, of which the last writer counts. */
  text: Y.Text | null
  of:
    | { kind: 'brief'; field: (typeof BRIEF_WORDS)[number] }
    | { kind: 'treatment' }
    | { kind: 'beats'; id: string; number: number }
    | { kind: 'assets'; id: string; name: string }
  /** It is the title, or the name, and not what follows. */
  isTitle: boolean
}

/** What is told in a brief, in a treatment (the variant that was chosen), in a beat sheet or of the assets, in its order. */
export const storyTexts = (kind: StoryKind, doc: Y.Doc): StoryText[] => TEXTS[kind](doc)

const shared = (text: Y.Text) => ({ text, words: plainText(text) })

function briefTexts(doc: Y.Doc): StoryText[] {
  const brief = readBrief(doc)
  return BRIEF_WORDS.flatMap(field => {
    if (brief[field] === '') return []
    const text = field === 'twist' ? null : briefText(doc, field)
    const words = text ? plainText(text) : brief[field]
    return [{ key: field, words, text, of: { kind: 'brief', field }, isTitle: false }]
  })
}

const beatTexts = (doc: Y.Doc): StoryText[] =>
  readBeats(doc).flatMap(({ id, number }) =>
    BEAT_TEXTS.flatMap(name => {
      const text = beatText(doc, id, name)
      return text
        ? [{ key: `${name} ${id}`, ...shared(text), of: { kind: 'beats', id, number }, isTitle: name === 'title' }]
        : []
    }),
  )

/** The gallery is left out: what was not chosen is told nowhere else. */
function treatmentTexts(doc: Y.Doc): StoryText[] {
  const variant = activeVariant(doc)
  if (variant === null) return []
  const of: StoryText['of'] = { kind: 'treatment' }
  const title = variantTitle(doc, variant)
  const lines = proseOf(doc, variant)?.toArray().filter(isLineElement) ?? []
  return [
    ...(title ? [{ key: `title ${variant}`, ...shared(title), of, isTitle: true }] : []),
    ...lines.flatMap(line => {
      const text = lineText(line)
      return text ? [{ key: `line ${textAttribute(line, 'id')}`, ...shared(text), of, isTitle: false }] : []
    }),
  ]
}

const assetTexts = (doc: Y.Doc): StoryText[] =>
  readAssets(doc).flatMap(({ id, name }) =>
    ASSETS.texts.flatMap(field => {
      const text = assetText(doc, id, field)
      return text
        ? [{ key: `${field} ${id}`, ...shared(text), of: { kind: 'assets', id, name }, isTitle: field === 'name' }]
        : []
    }),
  )

const TEXTS: Readonly<Record<StoryKind, (doc: Y.Doc) => StoryText[]>> = {
  brief: briefTexts,
  treatment: treatmentTexts,
  beats: beatTexts,
  assets: assetTexts,
}

/** Replaces matches in such texts, by their keys, in one transaction. */
export function replaceInStory(
  kind: StoryKind,
  doc: Y.Doc,
  replacements: ReadonlyMap<string, Replacement>,
  origin: unknown,
): Replaced {
  const texts = new Map(storyTexts(kind, doc).map(text => [text.key, text]))
  const values = new Map([...replacements].filter(([key]) => texts.get(key)?.text === null))
  const others = new Map([...replacements].filter(([key]) => !values.has(key)))
  return doc.transact(() => {
    const done = replaceInTexts(doc, others, key => texts.get(key)?.text ?? null, origin)
    for (const [key, wanted] of values) {
      const after = replaced(wanted)
      if (texts.get(key)?.words !== wanted.text || after === wanted.text) done.passed++
      else {
        setTwist(doc, after, origin)
        done.places += wanted.matches.length
      }
    }
    return done
  }, origin)
}

/** Undo of what was written with `origin` in such a document, act by act. */
export const createStoryUndo = (kind: StoryKind, doc: Y.Doc, origin: unknown): RowUndo =>
  kind === 'beats'
    ? createBeatUndo(doc, origin, 0)
    : createRowUndo(doc, origin, { ...ROWS[kind], isShown: () => true }, 0)

const ROWS = {
  // no rows: its shared texts are the fields themselves
  brief: { root: 'brief', texts: [] },
  treatment: { root: 'variants', texts: ['title'] },
  assets: { root: ASSETS.root, texts: ASSETS.texts },
} as const

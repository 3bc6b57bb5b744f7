import type * as Y from 'yjs'
import { ASSETS, assetText, readAssets } from '../assets/assets.ts'
import { BEAT_TEXTS, beatText, readBeats } from '../beats/beats.ts'
import { createBeatUndo } from '../beats/undo.ts'
import { isLineElement, lineText, textAttribute } from '../script/line.ts'
import { activeVariant, proseOf, variantTitle } from '../treatment/variants.ts'
import { createRowUndo, type RowUndo } from '../undo/rows.ts'

/** Documents that tell the story beside the script. */
export const STORY_KINDS = ['treatment', 'beats', 'assets'] as const
export type StoryKind = (typeof STORY_KINDS)[number]

/** One shared text of the story. */
export interface StoryText {
  /** Names it within its document. */
  key: string
  text: Y.Text
  of: { kind: 'treatment' } | { kind: 'beats'; id: string; number: number } | { kind: 'assets'; name: string }
  /** It is the title, or the name, and not what follows. */
  isTitle: boolean
}

/** What is told in a treatment (the variant that was chosen), in a beat sheet or of the assets, in its order. */
export const storyTexts = (kind: StoryKind, doc: Y.Doc): StoryText[] => TEXTS[kind](doc)

const beatTexts = (doc: Y.Doc): StoryText[] =>
  readBeats(doc).flatMap(({ id, number }) =>
    BEAT_TEXTS.flatMap(name => {
      const text = beatText(doc, id, name)
      return text ? [{ key: `${name} ${id}`, text, of: { kind: 'beats', id, number }, isTitle: name === 'title' }] : []
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
    ...(title ? [{ key: `title ${variant}`, text: title, of, isTitle: true }] : []),
    ...lines.flatMap(line => {
      const text = lineText(line)
      return text ? [{ key: `line ${textAttribute(line, 'id')}`, text, of, isTitle: false }] : []
    }),
  ]
}

const assetTexts = (doc: Y.Doc): StoryText[] =>
  readAssets(doc).flatMap(({ id, name }) =>
    ASSETS.texts.flatMap(field => {
      const text = assetText(doc, id, field)
      return text ? [{ key: `${field} ${id}`, text, of: { kind: 'assets', name }, isTitle: field === 'name' }] : []
    }),
  )

const TEXTS: Readonly<Record<StoryKind, (doc: Y.Doc) => StoryText[]>> = {
  treatment: treatmentTexts,
  beats: beatTexts,
  assets: assetTexts,
}

/** Undo of what was written with `origin` in such a document, act by act. */
export const createStoryUndo = (kind: StoryKind, doc: Y.Doc, origin: unknown): RowUndo =>
  kind === 'beats'
    ? createBeatUndo(doc, origin, 0)
    : createRowUndo(doc, origin, { ...ROWS[kind], isShown: () => true }, 0)

const ROWS = {
  treatment: { root: 'variants', texts: ['title'] },
  assets: { root: ASSETS.root, texts: ASSETS.texts },
} as const

import type * as Y from 'yjs'
import { BEAT_TEXTS, beatText, readBeats } from '../beats/beats.ts'
import { createBeatUndo } from '../beats/undo.ts'
import { isLineElement, lineText, textAttribute } from '../script/line.ts'
import { activeVariant, proseOf, variantTitle } from '../treatment/variants.ts'
import { createRowUndo, type RowUndo } from '../undo/rows.ts'

/** Documents that tell the story before the script does. */
export const STORY_KINDS = ['treatment', 'beats'] as const
export type StoryKind = (typeof STORY_KINDS)[number]

/** One shared text of the story. */
export interface StoryText {
  /** Names it within its document. */
  key: string
  text: Y.Text
  /** The beat that it is of; null: the treatment. */
  beat: { id: string; number: number } | null
  isTitle: boolean
}

/** What is told in a treatment (the variant that was chosen) or in a beat sheet, in its order. */
export const storyTexts = (kind: StoryKind, doc: Y.Doc): StoryText[] =>
  kind === 'beats' ? beatTexts(doc) : treatmentTexts(doc)

const beatTexts = (doc: Y.Doc): StoryText[] =>
  readBeats(doc).flatMap(({ id, number }) =>
    BEAT_TEXTS.flatMap(name => {
      const text = beatText(doc, id, name)
      return text ? [{ key: `${name} ${id}`, text, beat: { id, number }, isTitle: name === 'title' }] : []
    }),
  )

/** The gallery is left out: what was not chosen is told nowhere else. */
function treatmentTexts(doc: Y.Doc): StoryText[] {
  const variant = activeVariant(doc)
  if (variant === null) return []
  const title = variantTitle(doc, variant)
  const lines = proseOf(doc, variant)?.toArray().filter(isLineElement) ?? []
  return [
    ...(title ? [{ key: `title ${variant}`, text: title, beat: null, isTitle: true }] : []),
    ...lines.flatMap(line => {
      const text = lineText(line)
      return text ? [{ key: `line ${textAttribute(line, 'id')}`, text, beat: null, isTitle: false }] : []
    }),
  ]
}

/** Undo of what was written with `origin` in such a document, act by act. */
export const createStoryUndo = (kind: StoryKind, doc: Y.Doc, origin: unknown): RowUndo =>
  kind === 'beats'
    ? createBeatUndo(doc, origin, 0)
    : createRowUndo(doc, origin, { root: 'variants', texts: ['title'], isShown: () => true }, 0)

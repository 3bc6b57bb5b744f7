import type * as Y from 'yjs'
import type { Author } from '../documents/author.ts'
import { addRow, readTable, setRowText, setRowValues, type Table, type TableRow } from '../documents/table.ts'
import { choiceValue, flagValue, hashesIn, idValue } from '../documents/values.ts'

/**
 * Stage 9: what is asked of the image and the video model. Root `prompts` of a scene document, a Y.Map id -> Y.Map. A row is
 * one text for one shot; the frame prompt and the video prompt are never one. The last row of a shot and part counts, the
 * ones before it are its history.
 */
export const PROMPTS = {
  root: 'prompts',
  texts: ['text'],
  values: ['shot', 'part', 'edited', 'frames'],
  maps: ['dependsOn'],
  title: 'Prompts',
  shown: { part: 'Prompt', text: 'Text', frames: 'Frames' },
} as const satisfies Table

export const PROMPT_PARTS = ['frame', 'video'] as const
export type PromptPart = (typeof PROMPT_PARTS)[number]
/** Tag of a prompt: which frames it is for. */
export const PROMPT_FRAMES = ['start-end', 'start'] as const

export interface Prompt {
  id: string
  order: string
  shot: string
  part: PromptPart
  text: string
  /** A person changed it by hand. */
  edited: boolean
  frames: (typeof PROMPT_FRAMES)[number]
  dependsOn: ReadonlyMap<string, string>
  madeBy: Author | null
}
export type PromptDraft = Pick<Prompt, 'shot' | 'part' | 'text'> &
  Partial<Pick<Prompt, 'edited' | 'frames' | 'dependsOn'>>

/** Null where a foreign program left a prompt for no shot. */
export function promptOf({ id, order, madeBy, texts, values, maps }: TableRow<typeof PROMPTS>): Prompt | null {
  const shot = idValue(values.shot)
  if (shot === null) return null
  return {
    id,
    order,
    madeBy,
    shot,
    part: choiceValue(PROMPT_PARTS, values.part),
    text: texts.text,
    edited: flagValue(values.edited),
    frames: choiceValue(PROMPT_FRAMES, values.frames),
    dependsOn: hashesIn(maps.dependsOn),
  }
}

/** All prompts, those of the past too, oldest first. */
export const readPrompts = (doc: Y.Doc): Prompt[] => readTable(doc, PROMPTS).flatMap(row => promptOf(row) ?? [])

/** The prompt that counts for a shot. */
export const promptFor = (prompts: readonly Prompt[], shot: string, part: PromptPart): Prompt | null =>
  prompts.findLast(prompt => prompt.shot === shot && prompt.part === part) ?? null

/** Adds a prompt, which from now on counts for its shot, and returns its id. */
export function addPrompt(
  doc: Y.Doc,
  { text, dependsOn, ...values }: PromptDraft,
  { madeBy = null, origin }: { madeBy?: Author | null; origin?: unknown } = {},
): string {
  return addRow(doc, PROMPTS, { texts: { text }, values, maps: { dependsOn: dependsOn ?? [] }, madeBy }, { origin })
}

/** A person's edit of a prompt. */
export function setPromptText(doc: Y.Doc, id: string, text: string, origin?: unknown): void {
  doc.transact(() => {
    setRowText(doc, PROMPTS, id, 'text', text)
    setRowValues(doc, PROMPTS, id, { edited: true })
  }, origin)
}

import type * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { readLines } from '../script/scenes.ts'
import { activeVariant, readProse, variantTitle } from '../treatment/variants.ts'
import type { Shown, ShownLine } from './answers.ts'

const titled = (title: string, text: string): ShownLine[] => [
  ...(title.trim() === '' ? [] : [{ type: 'section' as const, text: title }]),
  { type: 'general', text },
]

/** What a stage said when it was locked, to be read by people. */
export function readStage(kind: DocumentKind, doc: Y.Doc): Shown {
  if (kind === 'beats')
    return {
      title: '',
      lines: readBeats(doc).flatMap(({ number, title, body }) => titled(`${number}. ${title}`, body)),
      rows: [],
    }
  if (kind === 'script') return { title: '', lines: readLines(doc).map(({ type, text }) => ({ type, text })), rows: [] }
  const variant = kind === 'treatment' ? activeVariant(doc) : null
  if (variant === null) return { title: '', lines: [], rows: [] }
  return {
    title: variantTitle(doc, variant)?.toString() ?? '',
    lines: readProse(doc, variant).map(({ type, text }) => ({ type, text })),
    rows: [],
  }
}

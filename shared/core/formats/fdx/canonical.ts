import type { LineType } from '../../script/lineTypes.ts'
import { isRevisionColour } from '../../script/revisions.ts'
import { cleanText } from '../fountain/decode.ts'
import {
  fromRuns,
  joinMarked,
  type MarkedText,
  plainText,
  sliceMarked,
  toRuns,
  trimMarked,
} from '../fountain/markedText.ts'
import type { Screenplay, ScreenplayLine, ScreenplayPage, ScreenplayProduction } from '../screenplay.ts'
import { layOut } from './blocks.ts'
import { revisionIds } from './revisions.ts'
import { canonicalTitlePage } from './titlePage.ts'

/** Elements whose first words may be indented, and stand below empty lines. */
const INDENTED: ReadonlySet<LineType> = new Set(['action', 'general'])

const clean = (text: string): string =>
  cleanText(text)
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '')
const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim()

/** Brackets belong to the element and take no emphasis. */
function bracketed(marked: MarkedText): MarkedText {
  if (marked.text === '') return marked
  const open = marked.text.startsWith('(') ? sliceMarked(marked, 1, marked.text.length) : marked
  const inner = open.text.endsWith(')') ? sliceMarked(open, 0, open.text.length - 1) : open
  return joinMarked([plainText('('), inner, plainText(')')])
}

function canonicalText({ type, runs }: ScreenplayLine): MarkedText {
  const marked = fromRuns(runs.map(run => ({ text: clean(run.text), marks: run.marks })))
  const trimmed = trimMarked(marked, INDENTED.has(type) ? 'end' : 'both')
  if (type === 'parenthetical') return bracketed(trimmed)
  // its lines are paragraphs of their own
  if (type === 'note')
    for (let at = 0; at < trimmed.text.length; at++) if (trimmed.text[at] === '\n') trimmed.bits[at] = 0
  return trimmed
}

/** The line as a paragraph can say it; none without text, two for a page break with text. */
export function canonicalLine(line: ScreenplayLine, revised?: string): ScreenplayLine[] {
  const mark = revised === undefined ? {} : { revised }
  const marked = canonicalText(line)
  if (line.type === 'page_break')
    return [
      { type: 'page_break', runs: [] },
      ...(marked.text === '' ? [] : canonicalLine({ ...line, type: 'action' }, revised)),
    ]
  if (marked.text === '') return []
  const out: ScreenplayLine = { type: line.type, runs: toRuns(marked), ...mark }
  if (line.type === 'scene_heading') {
    const number = oneLine(line.sceneNumber ?? '')
    if (number !== '') out.sceneNumber = number
    if (line.omitted) out.omitted = true
  }
  if (line.type === 'character' && line.dual) out.dual = true
  if (line.type === 'section') out.depth = Math.min(6, Math.max(1, Math.round(line.depth ?? 1)))
  if (line.type === 'note' && line.boneyard) out.boneyard = true
  if (line.foreign?.fdx !== undefined) out.foreign = { fdx: line.foreign.fdx }
  return [out]
}

/** Pages begin in the lines that they began in, or in the next one that is left. */
function movedPages(pages: readonly ScreenplayPage[], places: readonly number[], lines: number): ScreenplayPage[] {
  return pages.flatMap(({ label, line, offset }) => {
    const moved = places[line]
    const written = oneLine(label)
    return moved === undefined || moved >= lines || written === '' ? [] : [{ label: written, line: moved, offset }]
  })
}

/**
 * The screenplay as Final Draft can say it; no line changes its type and no word is lost. `readFdx(writeFdx(s))` equals it.
 * Lines without text go, parentheticals get their brackets, revisions are numbered, and only a cue that stands beside another
 * one stays dual.
 */
export function canonicalFdx(screenplay: Screenplay): Screenplay {
  const { titlePage, foreign } = screenplay
  const ids = revisionIds(screenplay.revisions ?? [])
  const lines: ScreenplayLine[] = []
  const places: number[] = []
  for (const line of screenplay.lines) {
    places.push(lines.length)
    lines.push(...canonicalLine(line, ids.get(line.revised ?? '')))
  }
  const paired = new Set<ScreenplayLine>()
  layOut(lines, paired)
  for (const line of lines) if (line.dual && !paired.has(line)) delete line.dual

  const active = ids.get(screenplay.production?.revision ?? '')
  const used = new Set(lines.map(line => line.revised))
  const all = (screenplay.revisions ?? []).map(({ id, name, colour }) => ({
    id: ids.get(id) ?? id,
    name: oneLine(name),
    colour: isRevisionColour(colour) ? colour : 'white',
    date: '',
  }))
  const revisions = all.slice(0, all.findLastIndex(({ id }) => used.has(id) || id === active) + 1)
  const production: ScreenplayProduction = {}
  if (screenplay.production?.pageSize === 'a4') production.pageSize = 'a4'
  if (active !== undefined) production.revision = active
  const pages = movedPages(screenplay.production?.pages ?? [], places, lines.length)
  if (pages.length > 0) production.pages = pages
  return {
    titlePage: canonicalTitlePage(titlePage.map(({ key, value }) => ({ key: clean(key), value: clean(value) }))),
    lines,
    ...(revisions.length > 0 ? { revisions } : {}),
    ...(Object.keys(production).length > 0 ? { production } : {}),
    ...(foreign?.fdx !== undefined ? { foreign: { fdx: foreign.fdx } } : {}),
  }
}

import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { GENERAL, OMITTED, readBlocks } from './blocks.ts'
import { belongsToCue, canonical, withoutEmptyStart } from './canonical.ts'
import { writeEmphasis } from './emphasis.ts'
import { fromRuns, type MarkedText, sameMarked, sliceMarked } from './markedText.ts'
import { isBalanced, isWholeBoneyard, isWholeNote, scan } from './scan.ts'
import { parseTitlePage, writeTitlePage } from './titlePage.ts'

const logicalLines = (marked: MarkedText): MarkedText[] =>
  scan(marked.text, false).lines.map(({ start, end }) => sliceMarked(marked, start, end))

/** Whether the parser, asked about these source lines, gives exactly `line` first (and nothing else but `rest` lines). */
function readsAs(source: readonly string[], line: ScreenplayLine, rest: number): boolean {
  const found = readBlocks(source)
  const first = found[0]
  return (
    found.length === 1 + rest &&
    first !== undefined &&
    first.type === line.type &&
    first.sceneNumber === line.sceneNumber &&
    first.omitted === line.omitted &&
    first.dual === line.dual &&
    sameMarked(fromRuns(first.runs), fromRuns(line.runs))
  )
}

/** A backslash before the last character where it is `mark`: it would be read as markup there. */
const escapeEnd = (source: string, mark: string): string =>
  source.endsWith(mark) ? `${source.slice(0, -1)}\\${mark}` : source
const escapeStart = (source: string, mark: string): string => (source.startsWith(mark) ? `\\${source}` : source)

function heading(line: ScreenplayLine, source: string): string[] {
  const bare = escapeEnd(source, '#')
  const end = `${line.omitted ? ` ${OMITTED}` : ''}${line.sceneNumber ? ` #${line.sceneNumber}#` : ''}`
  return readsAs([bare + end], line, 0) ? [bare + end] : [`.${escapeStart(bare, '.')}${end}`]
}

function cue(line: ScreenplayLine, source: string, spoken: boolean): string[] {
  const whole = `${escapeEnd(source, '^')}${line.dual ? ' ^' : ''}`
  return spoken && readsAs([whole, 'x'], line, 1) ? [whole] : [`@${whole}`]
}

/**
 * Closing marks inside a note, and marks of a boneyard inside one that are no pair, get a backslash; empty lines get two
 * spaces, or they would end the note.
 */
function note(line: ScreenplayLine, source: string): string[] {
  if (line.boneyard) {
    const marks = isBalanced(source) ? /([*/])(?=\\+(?!\1)[*/])/g : /([*/])(?=\\*(?!\1)[*/])/g
    const text = source.replace(marks, '$1\\')
    return text.includes('\n') ? [`/*\n${text}\n*/`] : [`/* ${text} */`]
  }
  const text = source
    .split('\n')
    .map(part => (part.trim() === '' ? '  ' : part))
    .join('\n')
  return [`[[${`${text}]`.replace(/\](?=\\*\])/g, ']\\')}]`]
}

function speech(marked: MarkedText): string[] {
  return logicalLines(marked).map(part => {
    if (part.text === '') return '  '
    if (isWholeNote(part.text) || isWholeBoneyard(part.text)) return writeEmphasis(part, false)
    const source = writeEmphasis(part)
    return source.startsWith('~') || (source.startsWith('(') && source.endsWith(')')) ? `\\${source}` : source
  })
}

function action(line: ScreenplayLine, marked: MarkedText): string[] {
  const source = logicalLines(marked).map(part => writeEmphasis(part))
  if (line.type === 'action' && readsAs(source, line, 0)) return source
  const forced = source.map(part => `!${escapeStart(part, '!')}`)
  if (line.type === 'general') forced[0] = `!${GENERAL} ${source[0] ?? ''}`
  else if (source[0]?.startsWith(GENERAL)) forced[0] = `!\\${source[0]}`
  return forced
}

/** Source lines of one screenplay line. `spoken`: lines follow that belong to the cue. */
function writeLine(line: ScreenplayLine, spoken: boolean): string[] {
  const marked = fromRuns(line.runs)
  const each = (open: string, close = ''): string[] =>
    logicalLines(marked).map(part => `${open}${writeEmphasis(part)}${close}`)
  switch (line.type) {
    case 'page_break':
      return ['===']
    case 'dialogue':
      return speech(marked)
    case 'action':
    case 'general':
      return action(line, marked)
    case 'lyrics':
      return each('~')
    case 'centered':
      return each('> ', ' <')
  }
  const source = writeEmphasis(marked)
  switch (line.type) {
    case 'scene_heading':
      return heading(line, source)
    case 'character':
      return cue(line, source, spoken)
    case 'parenthetical':
      return [source]
    case 'transition':
      return readsAs([source], line, 0) ? [source] : [`> ${escapeEnd(source, '<')}`]
    case 'section':
      return [`${'#'.repeat(line.depth ?? 1)} ${source}`]
    case 'synopsis':
      return [`= ${source}`]
    case 'shot':
      return [`!!${source}`]
    case 'note':
      return note(line, source)
  }
}

const isPlainNote = (line: ScreenplayLine | undefined): boolean => line?.type === 'note' && !line.boneyard

/** For every line, whether it is written right under the line before it, as part of what a cue opened. */
function partsOfCues(lines: readonly ScreenplayLine[]): boolean[] {
  const parts: boolean[] = []
  let underCue = false
  for (const [index, line] of lines.entries()) {
    let part: boolean = belongsToCue(line.type) || (underCue && line.type === 'lyrics')
    if (underCue && isPlainNote(line)) {
      let next = index + 1
      while (isPlainNote(lines[next])) next++
      const type = lines[next]?.type
      part = type !== undefined && (belongsToCue(type) || type === 'lyrics')
    }
    parts.push(part)
    underCue = part || line.type === 'character'
  }
  return parts
}

/**
 * Fountain 1.1 source that `parseFountain` reads back as `canonical(screenplay)`. Whatever would be misread is forced or
 * escaped: every line keeps its type. Speech without a cue stands under an empty one ('@').
 */
export function writeFountain(screenplay: Screenplay): string {
  const { titlePage, lines } = canonical(screenplay)
  const parts = partsOfCues(lines)
  const out: string[] = []
  for (const [index, line] of lines.entries()) {
    const part = parts[index] === true
    const underCue = index > 0 && (parts[index - 1] === true || lines[index - 1]?.type === 'character')
    if (index > 0 && !(part && underCue)) out.push('')
    if (part && !underCue) out.push('@')
    const text = line.type === 'action' ? (line.runs[0]?.text ?? '') : ''
    for (let at = 0; text[at] === '\n'; at++) out.push('')
    for (const row of writeLine(withoutEmptyStart(line), parts[index + 1] === true)) out.push(row)
  }
  const body = out.length === 0 ? '' : `${out.join('\n')}\n`
  const title = writeTitlePage(titlePage)
  if (title !== '') return body === '' ? title : `${title}\n${body}`
  // an empty line first says that there is no title page
  return parseTitlePage(body).rest > 0 ? `\n${body}` : body
}

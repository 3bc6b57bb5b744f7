import type { ScreenplayLine } from '../screenplay.ts'

/** A line as a paragraph; notes of a paragraph inside a block stand in it. */
export interface Part {
  /** null: an empty paragraph, which only a page break or a note needs. */
  line: ScreenplayLine | null
  /** Synopses right under a heading: the summary of its scene. */
  summary: ScreenplayLine[]
  notes: ScreenplayLine[]
}

/** What stands in a file one behind the other. Notes are around a block, because they are no paragraphs in Final Draft. */
export type Block = {
  pageBreak: boolean
  before: ScreenplayLine[]
  after: ScreenplayLine[]
} & (
  | { kind: 'paragraph'; part: Part }
  | { kind: 'dual'; left: Part[]; right: Part[] }
  | { kind: 'omitted'; heading: ScreenplayLine; inside: Block[] }
)

const isSpeech = (line: ScreenplayLine | undefined): boolean =>
  line?.type === 'dialogue' || line?.type === 'parenthetical' || line?.type === 'lyrics'

const partOf = (line: ScreenplayLine | null): Part => ({ line, summary: [], notes: [] })

/** Index behind the speech that the cue at `at` opens: notes belong to it when more of it follows, or the other cue. */
function speechEnd(lines: readonly ScreenplayLine[], at: number): number {
  let end = at + 1
  for (let next = end; next < lines.length; next++) {
    const line = lines[next]
    if (isSpeech(line)) end = next + 1
    else if (line?.type !== 'note') return line?.type === 'character' && line.dual ? next : end
  }
  return end
}

/** The paragraphs of a speech, with the notes in it. */
function speech(lines: readonly ScreenplayLine[]): Part[] {
  const parts: Part[] = []
  for (const line of lines)
    if (line.type === 'note') parts.at(-1)?.notes.push(line)
    else parts.push(partOf(line))
  return parts
}

/** Index of the next heading behind `at`. */
function sceneEnd(lines: readonly ScreenplayLine[], at: number): number {
  let end = at + 1
  while (end < lines.length && lines[end]?.type !== 'scene_heading') end++
  return end
}

/** The lines as the blocks of a file; `paired` learns the cues that really stand beside another one. Linear. */
export function layOut(lines: readonly ScreenplayLine[], paired?: Set<ScreenplayLine>): Block[] {
  const blocks: Block[] = []
  let pageBreak = false
  let before: ScreenplayLine[] = []
  const flush = (): void => {
    if (!pageBreak && before.length === 0) return
    blocks.push({ kind: 'paragraph', part: partOf(null), pageBreak, before: [], after: before })
    pageBreak = false
    before = []
  }
  const around = (): Pick<Block, 'pageBreak' | 'before' | 'after'> => {
    const made = { pageBreak, before, after: [] }
    pageBreak = false
    before = []
    return made
  }
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]
    if (!line) break
    if (line.type === 'page_break') {
      flush()
      pageBreak = true
      at++
    } else if (line.type === 'note') {
      const last = blocks.at(-1)
      if (last && !pageBreak) last.after.push(line)
      else before.push(line)
      at++
    } else if (line.type === 'scene_heading' && line.omitted) {
      const end = sceneEnd(lines, at)
      const { omitted: _omitted, ...heading } = line
      const inside = layOut([heading, ...lines.slice(at + 1, end)], paired)
      blocks.push({ kind: 'omitted', heading: line, inside, ...around() })
      at = end
    } else if (line.type === 'character' && !line.dual) {
      const middle = speechEnd(lines, at)
      const other = lines[middle]
      if (other?.type === 'character' && other.dual) {
        const end = speechEnd(lines, middle)
        // a third speaker stands beside nobody
        const right = lines[end]?.type === 'character' && lines[end - 1]?.type === 'note' ? lastSpoken(lines, end) : end
        paired?.add(other)
        blocks.push({
          kind: 'dual',
          left: speech(lines.slice(at, middle)),
          right: speech(lines.slice(middle, right)),
          ...around(),
        })
        at = right
      } else {
        blocks.push({ kind: 'paragraph', part: partOf(line), ...around() })
        at++
      }
    } else {
      const part = partOf(line)
      at++
      if (line.type === 'scene_heading')
        for (; lines[at]?.type === 'synopsis'; at++) part.summary.push(...lines.slice(at, at + 1))
      blocks.push({ kind: 'paragraph', part, ...around() })
    }
  }
  flush()
  return blocks
}

/** Index behind the last line before `end` that is no note. */
function lastSpoken(lines: readonly ScreenplayLine[], end: number): number {
  let at = end
  while (lines[at - 1]?.type === 'note') at--
  return at
}

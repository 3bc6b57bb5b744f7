import type * as Y from 'yjs'
import { MARKS, type Mark, type Run, textOfRuns } from '../script/line.ts'
import { plainText, writeWords } from '../text/writeWords.ts'
import { authoredRuns } from './authored.ts'

/** Makes a text that is in a document say `runs`, words and emphasis, changing only what differs. */
export function writeRuns(text: Y.XmlText, runs: readonly Run[]): void {
  const after = textOfRuns(runs)
  if (plainText(text) !== after) writeWords(text, after)
  for (const { from, to, marks } of differentMarks(authoredRuns(text), runs)) text.format(from, to - from, marks)
}

interface MarkEdit {
  from: number
  to: number
  /** Only what is to change: true sets the mark, null takes it away. */
  marks: Partial<Record<Mark, true | null>>
}

/** Where two texts of the same characters differ in emphasis. */
function differentMarks(now: readonly Run[], wanted: readonly Run[]): MarkEdit[] {
  const edits: MarkEdit[] = []
  const ends = [...new Set([...endsOf(now), ...endsOf(wanted)])].sort((a, b) => a - b)
  let from = 0
  for (const to of ends) {
    const [has, shall] = [marksAt(now, from), marksAt(wanted, from)]
    const marks: MarkEdit['marks'] = {}
    for (const mark of MARKS)
      if (has.includes(mark) !== shall.includes(mark)) marks[mark] = shall.includes(mark) ? true : null
    if (Object.keys(marks).length > 0) edits.push({ from, to, marks })
    from = to
  }
  return edits
}

function endsOf(runs: readonly Run[]): number[] {
  let at = 0
  return runs.map(run => (at += run.text.length))
}

function marksAt(runs: readonly Run[], offset: number): readonly Mark[] {
  let at = 0
  for (const run of runs) {
    at += run.text.length
    if (offset < at) return run.marks
  }
  return []
}

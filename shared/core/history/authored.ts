import * as Y from 'yjs'
import { MARKS, type Mark, type Run } from '../script/line.ts'

/** A stretch of text that one Yjs client wrote, with the same emphasis. */
export interface AuthoredRun extends Run {
  client: number
}

/** Tells whose a client id is, as a place in a list of authors; null: nobody knows. */
export type AuthorOfClient = (client: number) => number | null

const sameMarks = (a: readonly Mark[], b: readonly Mark[]): boolean =>
  a.length === b.length && a.every((mark, i) => mark === b[i])

/** The text by who wrote it. Joined together the runs are the text as `toString` has it. */
export function authoredRuns(text: Y.Text | null): AuthoredRun[] {
  const runs: AuthoredRun[] = []
  const active = new Set<Mark>()
  for (let item = text?._start ?? null; item; item = item.right) {
    if (item.deleted) continue
    if (item.content instanceof Y.ContentFormat) {
      const mark = MARKS.find(name => item?.content instanceof Y.ContentFormat && name === item.content.key)
      if (mark && item.content.value) active.add(mark)
      else if (mark) active.delete(mark)
    } else if (item.content instanceof Y.ContentString) {
      const marks = MARKS.filter(mark => active.has(mark))
      const { client } = item.id
      const last = runs.at(-1)
      if (last && last.client === client && sameMarks(last.marks, marks))
        runs[runs.length - 1] = { ...last, text: last.text + item.content.str }
      else runs.push({ text: item.content.str, marks, client })
    }
  }
  return runs
}

/** The runs of the characters `from`..`to` (UTF-16 offsets). */
export function sliceRuns(runs: readonly AuthoredRun[], from: number, to: number): AuthoredRun[] {
  const out: AuthoredRun[] = []
  let at = 0
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at))
    if (text !== '') out.push({ ...run, text })
    at += run.text.length
    if (at >= to) break
  }
  return out
}

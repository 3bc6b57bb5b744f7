import type * as Y from 'yjs'
import { plain } from '../../script/line.ts'
import type { Family } from './family.ts'
import type { Address } from './hunk.ts'
import { threeWay } from './threeWay.ts'

/** What is taken, and what somebody typed instead of the text of one of it. */
export interface Taken extends Address {
  edit?: string
}

/** Writes what is taken of a family into `target`, against what stands there now. In the caller's transaction. */
export function applyFamily(family: Family, target: Y.Doc, base: Y.Doc, theirs: Y.Doc, taken: readonly Taken[]): void {
  const wanted = taken.filter(write => write.family === family.name)
  if (wanted.length === 0) return
  const [was, is, shall] = [base, target, theirs].map(doc => family.read(doc))
  const writes = new Map<string, Map<string, unknown>>()
  for (const { id, field, edit } of wanted) {
    const [before, now, then] = [was?.get(id), is?.get(id), shall?.get(id)]
    if (field === null) {
      if (then) family.write(target, id, then)
      else if (now) family.remove?.(target, id)
    } else if (now) {
      const outcome = threeWay(family.isText(field), before?.get(field), now.get(field), then?.get(field))
      if (edit === undefined && outcome.status === 'nothing') continue
      const fields = writes.get(id) ?? new Map<string, unknown>()
      writes.set(id, fields)
      if (edit !== undefined && family.isText(field)) fields.set(field, plain(edit))
      else if (outcome.status !== 'nothing') fields.set(field, outcome.theirs)
    }
  }
  for (const [id, fields] of writes) family.write(target, id, fields)
}

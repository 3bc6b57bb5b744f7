import type { Attrs, Node } from '@tiptap/pm/model'
import type { EditorState, Transaction } from '@tiptap/pm/state'
import { newId } from '../../../shared/core/ids.ts'
import { FRONT } from '../../../shared/core/script/scenes.ts'
import { LineAttributesStep } from './lineAttributes.ts'
import { attributeOf } from './lines.ts'
import type { Mirror } from './mirror.ts'
import { alignLines, windowOf } from './window.ts'

/** Headings of prose have so many sizes. */
const DEEPEST = 3

/**
 * Gives new and doubled lines an id, and every new line the scene of the line above it; what stayed in place keeps its
 * scene. Null when all is well. Headings are settled afterwards, in the Y transaction. In prose, what is neither paragraph
 * nor heading becomes a paragraph.
 */
export function normalise({ syncedDoc, lines, home }: Mirror, state: EditorState): Transaction | null {
  const { doc } = state
  const window = windowOf(syncedDoc, doc)
  if (!window) return null
  const changed = Array.from({ length: window.newTo - window.from }, (_, i) => doc.child(window.from + i))
  // two who take back the removal of one line at once bring it back twice, until the server names one of them anew:
  // whichever is changed here stays the line it is
  const wereHere = new Set<string | null>()
  for (let i = window.from; i < window.oldTo; i++) wereHere.add(attributeOf(syncedDoc.child(i), 'id'))
  const isElsewhere = (id: string): boolean => {
    if (wereHere.has(id)) return false
    const record = lines.withId(id)
    return record !== undefined && (record.index < window.from || record.index >= window.oldTo)
  }
  // Which of several lines with one id is the old line? Not an empty one whose twin has the text: Enter at a line's start.
  const owner = new Map<string, number>()
  changed.forEach((node, i) => {
    const id = attributeOf(node, 'id')
    if (id === null || isElsewhere(id)) return
    const other = owner.get(id)
    if (other === undefined || (changed[other]?.content.size === 0 && node.content.size > 0)) owner.set(id, i)
  })
  const owns = (i: number, id: string | null): boolean => id !== null && owner.get(id) === i
  const ids = changed.map((node, i) => {
    const id = attributeOf(node, 'id')
    return owns(i, id) ? id : null
  })
  const kept = alignLines(syncedDoc, window, ids)

  const wanted = new Map<number, Attrs>()
  let scene = window.from > 0 ? attributeOf(doc.child(window.from - 1), 'scene') : home
  changed.forEach((node, i) => {
    const old = kept[i] ?? -1
    // null: a scene that is not known yet, because its update is still to come
    if (old >= 0) scene = attributeOf(syncedDoc.child(old), 'scene')
    if (ids[i] === null || attributeOf(node, 'scene') !== scene)
      wanted.set(window.from + i, { id: ids[i] ?? newId(), scene })
    const kind = home === FRONT ? null : proseKind(node)
    if (kind) wanted.set(window.from + i, { ...wanted.get(window.from + i), ...kind })
  })
  return wanted.size > 0 ? state.tr.step(new LineAttributesStep(wanted)) : null
}

/** What a line has to become to be prose; null: it is. A pasted scene heading is a paragraph. */
function proseKind(line: Node): Attrs | null {
  const isHeading = line.attrs.type === 'section'
  const depth = isHeading ? String(Math.min(DEEPEST, Number(line.attrs.depth) || 1)) : null
  const kind = { type: isHeading ? 'section' : 'general', depth, dual: null, boneyard: null }
  return Object.entries(kind).some(([name, value]) => line.attrs[name] !== value) ? kind : null
}

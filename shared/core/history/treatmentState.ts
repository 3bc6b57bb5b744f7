import type * as Y from 'yjs'
import type { TreatmentView } from '../api/versions.ts'
import { isLineElement, lineText, readLine } from '../script/line.ts'
import { activeVariant, proseOf, readVariants, type Variant, variantTitle } from '../treatment/variants.ts'
import { type AuthoredRun, authoredRuns } from './authored.ts'
import { diffScripts } from './diffScript.ts'
import { diffPieces, type Hands, piecesOf } from './pieces.ts'
import type { ScriptState, StateLine } from './scriptState.ts'

export interface StateVariant extends Variant {
  titleRuns: readonly AuthoredRun[]
  lines: readonly StateLine[]
}

/** All that the gallery of a treatment says, with who wrote it. */
export interface TreatmentState {
  active: string | null
  variants: readonly StateVariant[]
}

export function readTreatmentState(doc: Y.Doc): TreatmentState {
  const variants = readVariants(doc).map((variant): StateVariant => {
    const elements = (proseOf(doc, variant.id)?.toArray() ?? []) as unknown[]
    const lines = elements
      .filter(isLineElement)
      .map(element => ({ ...readLine(element), authored: authoredRuns(lineText(element)) }))
    return { ...variant, titleRuns: authoredRuns(variantTitle(doc, variant.id)), lines }
  })
  return { active: activeVariant(doc), variants }
}

/** As a script whose scenes are the variants: lines are compared alike. */
const asScript = ({ variants }: TreatmentState): ScriptState => ({
  scenes: variants.map(({ id, lines }) => ({ id, number: '', heading: '', omitted: false, lines })),
  entries: new Map(),
  titlePage: new Map(),
})

/** What became of a treatment between two states, variant by variant in the order of the later one. */
export function diffTreatments(before: TreatmentState, after: TreatmentState, hands: Hands): TreatmentView {
  const [was, is] = [before, after].map(state => new Map(state.variants.map(variant => [variant.id, variant])))
  const chosen = ({ active, variants }: TreatmentState): string => variants.find(({ id }) => id === active)?.title ?? ''
  const pieces = (id: string): TreatmentView['variants'][number]['title'] => {
    const [old, now] = [was?.get(id)?.titleRuns, is?.get(id)?.titleRuns]
    if (!now) return piecesOf(old ?? [], 'removed', hands)
    return before === after ? piecesOf(now, 'same', hands) : diffPieces(old ?? [], now, hands)
  }
  return {
    kind: 'treatment',
    chosen: { before: chosen(before), after: chosen(after) },
    variants: diffScripts(asScript(before), asScript(after), hands).scenes.map(({ id, status, lines }) => ({
      id,
      status,
      title: pieces(id),
      lines,
    })),
  }
}

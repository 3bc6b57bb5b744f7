import type * as Y from 'yjs'
import { ASSET_KINDS, type AssetKind } from '../assets/assets.ts'
import type { Author } from '../documents/author.ts'
import {
  addRow,
  readTable,
  setRowEntries,
  setRowText,
  setRowValues,
  type Table,
  type TableRow,
} from '../documents/table.ts'
import { choiceValue, flagValue, hashesIn, idValue } from '../documents/values.ts'
import { type Condition, conditionsIn } from './conditions.ts'

/**
 * Stage 8: how every character, place and prop looks at the start of a scene. Root `states` of a scene document, a Y.Map
 * id -> Y.Map. `dependsOn`: what the state was made from, reference -> hash; see shared/core/dependencies/references.ts.
 */
export const STATES = {
  root: 'states',
  texts: ['name', 'text'],
  values: ['kind', 'asset', 'instance', 'source', 'status', 'invalidated'],
  maps: ['conditions', 'dependsOn'],
  title: 'Visual states',
  shown: {
    name: 'Element',
    text: 'State',
    conditions: 'Conditions',
    source: 'Source',
    status: 'Status',
    invalidated: 'To be approved again',
  },
} as const satisfies Table

/** From where the look of an element comes. */
export const STATE_SOURCES = ['master', 'previous', 'new'] as const
export const STATE_STATUSES = ['unreviewed', 'edited', 'locked'] as const

export interface VisualState {
  id: string
  order: string
  kind: AssetKind
  /** Of an element that has no asset; else the asset's own name counts. */
  name: string
  /** The master asset; null: an element of this scene alone. */
  asset: string | null
  /** The asset row that is seen: an instance, or the master itself. */
  instance: string | null
  text: string
  conditions: readonly Condition[]
  source: (typeof STATE_SOURCES)[number]
  status: (typeof STATE_STATUSES)[number]
  /** It was locked before the script was written anew on this timeline, and is to be locked again. */
  invalidated: boolean
  dependsOn: ReadonlyMap<string, string>
  madeBy: Author | null
}
export type StateDraft = Pick<VisualState, 'kind' | 'text' | 'source'> &
  Partial<Pick<VisualState, 'name' | 'asset' | 'instance' | 'conditions' | 'status' | 'dependsOn'>>

const isInvalidated = ({ status, invalidated }: TableRow<typeof STATES>['values']): boolean =>
  flagValue(invalidated) && status === 'locked'

export const stateOfRow = ({ id, order, madeBy, texts, values, maps }: TableRow<typeof STATES>): VisualState => ({
  id,
  order,
  madeBy,
  kind: choiceValue(ASSET_KINDS, values.kind),
  name: texts.name,
  asset: idValue(values.asset),
  instance: idValue(values.instance) ?? idValue(values.asset),
  text: texts.text,
  conditions: conditionsIn(maps.conditions),
  source: choiceValue(STATE_SOURCES, values.source),
  status: isInvalidated(values) ? 'edited' : choiceValue(STATE_STATUSES, values.status),
  invalidated: isInvalidated(values),
  dependsOn: hashesIn(maps.dependsOn),
})

export const readStates = (doc: Y.Doc): VisualState[] => readTable(doc, STATES).map(stateOfRow)

/** Adds the state of an element and returns its id. */
export function addState(
  doc: Y.Doc,
  { name = '', text, conditions = [], dependsOn, ...values }: StateDraft,
  { madeBy = null, origin }: { madeBy?: Author | null; origin?: unknown } = {},
): string {
  const maps = { conditions: conditions.map(({ id, ...rest }) => [id, rest] as const), dependsOn: dependsOn ?? [] }
  return addRow(doc, STATES, { texts: { name, text }, values, maps, madeBy }, { origin })
}

export const setStateText = (doc: Y.Doc, id: string, text: string, origin?: unknown): void =>
  setRowText(doc, STATES, id, 'text', text, origin)

export const setState = (
  doc: Y.Doc,
  id: string,
  values: Partial<Pick<VisualState, 'kind' | 'asset' | 'instance' | 'source' | 'status'>>,
  origin?: unknown,
): void => setRowValues(doc, STATES, id, 'status' in values ? { ...values, invalidated: null } : values, origin)

/** Puts a condition on an element, or (null) takes it off. */
export const setCondition = (
  doc: Y.Doc,
  id: string,
  conditionId: string,
  condition: Omit<Condition, 'id'> | null,
  origin?: unknown,
): void => setRowEntries(doc, STATES, id, 'conditions', [[conditionId, condition]], origin)

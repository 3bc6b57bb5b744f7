import * as Y from 'yjs'
import { hashOf } from '../agents/target.ts'
import { ASSETS, assetOf } from '../assets/assets.ts'
import type { Author } from '../documents/author.ts'
import type { DocumentKind } from '../documents/kinds.ts'
import { readRow, rowsOf, type Table, type TableRow } from '../documents/table.ts'
import { FRAMES, frameOf } from '../frames/frames.ts'
import type { Generated } from '../frames/media.ts'
import { TAKES, takeOf } from '../frames/takes.ts'
import { PROMPTS, promptOf } from '../prompts/prompts.ts'
import { STATES, stateOfRow } from '../states/states.ts'
import type { ArtifactKind } from './kinds.ts'

/** Something that stands as a row in a document, as the vault keeps it. */
export interface MadeRow {
  kind: ArtifactKind
  id: string
  scene: string | null
  shot: string | null
  asset: string | null
  title: string
  /** Its words, or what was asked for. */
  body: string
  /** Id of the stored picture or clip. */
  media: string | null
  model: string
  credits: number
  inputHash: string
  madeBy: Author | null
  /** ISO 8601; '' where the row does not say when it was made. */
  at: string
}

const NOTHING = { shot: null, asset: null, body: '', media: null, model: '', credits: 0, inputHash: '', at: '' }

/** All rows of a table, also those that were taken out: they were made all the same. */
function rowsIn<T extends Table, R>(doc: Y.Doc, table: T, read: (row: TableRow<T>) => R | null): R[] {
  return [...rowsOf(doc, table).entries()].flatMap(([id, row]: [string, unknown]) => {
    const made = row instanceof Y.Map ? read(readRow(table, id, row)) : null
    return made === null ? [] : [made]
  })
}

const hashOfInputs = (dependsOn: ReadonlyMap<string, string>): string =>
  dependsOn.size === 0 ? '' : hashOf([...dependsOn].sort(([a], [b]) => (a < b ? -1 : 1)).flat())

/** What a person typed was not generated. */
const isByHand = ({ madeBy }: { madeBy: Author | null }): boolean => madeBy?.kind === 'person'

const picture = (kind: ArtifactKind, scene: string | null, title: string, made: Generated): MadeRow => {
  const { id, shot, media, model, credits, inputHash, madeBy, at, guidance } = made
  return { ...NOTHING, kind, id, scene, shot, title, body: guidance, media, model, credits, inputHash, madeBy, at }
}

function rowsOfScene(doc: Y.Doc, scene: string | null): MadeRow[] {
  const states = rowsIn(doc, STATES, stateOfRow)
    .filter(state => !isByHand(state))
    .map(
      (state): MadeRow => ({
        ...NOTHING,
        kind: 'state',
        id: state.id,
        scene,
        asset: state.instance,
        title: state.name,
        body: [state.text, ...state.conditions.map(({ text }) => text)].filter(Boolean).join('\n'),
        inputHash: hashOfInputs(state.dependsOn),
        madeBy: state.madeBy,
      }),
    )
  const prompts = rowsIn(doc, PROMPTS, promptOf)
    .filter(prompt => !isByHand(prompt))
    .map(
      ({ id, shot, part, text, dependsOn, madeBy }): MadeRow => ({
        ...NOTHING,
        kind: part === 'frame' ? 'frame-prompt' : 'video-prompt',
        id,
        scene,
        shot,
        title: '',
        body: text,
        inputHash: hashOfInputs(dependsOn),
        madeBy,
      }),
    )
  const frames = rowsIn(doc, FRAMES, frameOf).map(frame =>
    picture('frame', scene, frame.end === 'start' ? 'Start frame' : 'End frame', frame),
  )
  const takes = rowsIn(doc, TAKES, takeOf).map(take => picture('take', scene, '', take))
  return [...states, ...prompts, ...frames, ...takes]
}

function rowsOfAssets(doc: Y.Doc): MadeRow[] {
  return rowsIn(doc, ASSETS, assetOf).flatMap(({ id, name, description, scene, madeBy, keys }): MadeRow[] => [
    { ...NOTHING, kind: 'asset', id, scene, asset: id, title: name, body: description, madeBy },
    ...keys.map(
      ({ guidance, ...key }): MadeRow => ({
        ...NOTHING,
        ...key,
        kind: 'image-key',
        scene,
        asset: id,
        title: name,
        body: guidance,
        madeBy: null,
      }),
    ),
  ])
}

/** Everything that was made as a row of a document; nothing for documents whose rows are not generated one by one. */
export function readMadeRows(kind: DocumentKind, doc: Y.Doc, scene: string | null): MadeRow[] {
  if (kind === 'scene') return rowsOfScene(doc, scene)
  return kind === 'assets' ? rowsOfAssets(doc) : []
}

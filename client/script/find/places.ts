import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { Operation } from '../../../shared/core/api/consequences.ts'
import { type StoryKind, type StoryText, storyTexts } from '../../../shared/core/documents/storyTexts.ts'
import type { TitlePageEntry } from '../../../shared/core/formats/screenplay.ts'
import type { Match, Passage } from '../../../shared/core/script/find.ts'
import { cellKey } from '../../../shared/core/script/findWrite.ts'
import { isLineType } from '../../../shared/core/script/line.ts'
import { TEXT_COLUMNS, type TextColumn } from '../../../shared/core/shots/columns.ts'
import { readShots } from '../../../shared/core/shots/shots.ts'
import type { StageId } from '../../../shared/core/stages/stages.ts'
import type { OutlineScene } from '../navigator/outline.ts'

/** The shot table of a scene, as far as it is searched. */
export interface ShotTable {
  documentId: string
  sceneId: string
  number: string
  doc: Y.Doc
  /** Why nothing is written there; null: one may. */
  closed: string | null
}

/** The brief, the treatment, the beat sheet or the assets, as far as they are searched. */
export interface StorySheet {
  kind: StoryKind
  doc: Y.Doc
  /** As of a {@link ShotTable}. */
  closed: string | null
}

/** Where a passage is. `key` names it for the writers: the line, or the cell within its document. */
export type Place =
  | { kind: 'line'; key: string; scene: string }
  | { kind: 'title'; key: string; scene: '' }
  | { kind: 'cell'; key: string; scene: string; table: ShotTable; shot: string; shotId: string; column: TextColumn }
  | { kind: 'story'; key: string; scene: ''; sheet: StorySheet; of: StoryText['of']; isTitle: boolean }

/** All that is searched. `places[i]` is where `passages[i]` is. */
export interface Haystack {
  passages: readonly Passage[]
  places: readonly Place[]
}

/** What replacing matches writes in: lines, shots and assets, each once, and the stages in whose documents it is. */
export function writingIn({ places }: Haystack, matches: readonly Pick<Match, 'passage'>[]): Operation {
  const lines = new Set<string>()
  const assets = new Set<string>()
  const stages = new Set<StageId>()
  const shots = new Map<string, Set<string>>()
  for (const { passage } of matches) {
    const place = places[passage]
    if (place?.kind === 'line') lines.add(place.key)
    else if (place?.kind === 'cell' && place.table.closed === null) {
      const { sceneId } = place.table
      shots.set(sceneId, (shots.get(sceneId) ?? new Set()).add(place.shotId))
    } else if (place?.kind === 'story' && place.sheet.closed === null) {
      if (place.of.kind === 'assets') assets.add(place.of.id)
      else stages.add(place.of.kind)
    }
  }
  if (lines.size > 0) stages.add('script')
  return {
    kind: 'write',
    stages: [...stages],
    lines: [...lines],
    shots: [...shots].map(([sceneId, ids]) => ({ sceneId, shotIds: [...ids] })),
    assets: [...assets],
  }
}

/** The lines that an editor shows, what stands on the title page, the cells of these tables, and the words of these sheets. */
export function haystackOf(
  doc: Node,
  outline: readonly Pick<OutlineScene, 'number' | 'position'>[],
  tables: readonly ShotTable[],
  titlePage: readonly TitlePageEntry[] = [],
  sheets: readonly StorySheet[] = [],
): Haystack {
  const passages: Passage[] = []
  const places: Place[] = []
  let scene = ''
  let next = 0
  doc.forEach((line, position) => {
    for (let after = outline[next]; after && after.position <= position; after = outline[next]) {
      scene = after.number
      next++
    }
    const { id, type } = line.attrs
    if (typeof id !== 'string' || !isLineType(type)) return
    passages.push({ type, text: line.textContent })
    places.push({ kind: 'line', key: id, scene })
  })
  for (const { key, value } of titlePage) {
    passages.push({ type: null, text: value })
    places.push({ kind: 'title', key, scene: '' })
  }
  for (const table of tables)
    for (const shot of readShots(table.doc, table.number))
      for (const column of TEXT_COLUMNS) {
        if (shot[column] === '') continue
        passages.push({ type: null, text: shot[column] })
        places.push({
          kind: 'cell',
          key: cellKey(shot.id, column),
          scene: table.number,
          table,
          shot: shot.label,
          shotId: shot.id,
          column,
        })
      }
  for (const sheet of sheets)
    for (const { key, words, of, isTitle } of storyTexts(sheet.kind, sheet.doc)) {
      passages.push({ type: null, text: words })
      places.push({ kind: 'story', key, scene: '', sheet, of, isTitle })
    }
  return { passages, places }
}

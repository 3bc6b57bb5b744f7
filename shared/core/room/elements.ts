import type * as Y from 'yjs'
import { readBeats, wordsOfBeat } from '../beats/beats.ts'
import type { LineType } from '../script/lineTypes.ts'
import { FRONT, readScenes } from '../script/scenes.ts'
import { activeVariant, readProse } from '../treatment/variants.ts'

/** Stages that the creative room reads. */
export const ROOM_STAGES = ['treatment', 'beats', 'script'] as const
export type RoomStage = (typeof ROOM_STAGES)[number]

/** One element of a story that a finding may point to: a line or a beat, by its id. */
export interface RoomElement {
  stage: RoomStage
  /** Of the line, or of the beat. */
  id: string
  type: LineType | 'beat'
  text: string
  /** 'Scene 3', 'Beat 4', 'Paragraph 2': what people call the place. */
  place: string
}

export type RoomDocuments = Readonly<Record<RoomStage, Y.Doc>>

/** Elements without words to point to. */
const SILENT: ReadonlySet<string> = new Set(['note', 'synopsis', 'page_break'])

const READERS: Record<RoomStage, (doc: Y.Doc) => RoomElement[]> = {
  treatment(doc) {
    const chosen = activeVariant(doc)
    const lines = chosen === null ? [] : readProse(doc, chosen)
    let paragraph = 0
    return lines.flatMap(({ id, type, text }): RoomElement[] => {
      if (text.trim() === '') return []
      if (type !== 'section') paragraph++
      return [{ stage: 'treatment', id, type, text, place: type === 'section' ? 'Heading' : `Paragraph ${paragraph}` }]
    })
  },
  beats: doc =>
    readBeats(doc).map(beat => ({
      stage: 'beats',
      id: beat.id,
      type: 'beat',
      text: wordsOfBeat(beat).trim(),
      place: `Beat ${beat.number}`,
    })),
  script: doc =>
    readScenes(doc).flatMap(scene =>
      scene.omitted
        ? []
        : scene.lines
            .filter(({ type, text }) => !SILENT.has(type) && text.trim() !== '')
            .map(({ id, type, text }) => ({
              stage: 'script' as const,
              id,
              type,
              text,
              place: scene.id === FRONT ? 'Before the first scene' : `Scene ${scene.number}`,
            })),
    ),
}

/** What the stages before one say is read with it: beats with their treatment, a script with its beats. */
const READ_WITH: Record<RoomStage, readonly RoomStage[]> = {
  treatment: ['treatment'],
  beats: ['beats', 'treatment'],
  script: ['script', 'beats'],
}

/** Every element that is read when a stage is looked at, its own first, in the order of the story. */
export const roomElements = (stage: RoomStage, documents: RoomDocuments): RoomElement[] =>
  READ_WITH[stage].flatMap(one => READERS[one](documents[one]))

/** The elements of one stage alone. */
export const elementsOf = (stage: RoomStage, doc: Y.Doc): RoomElement[] => READERS[stage](doc)

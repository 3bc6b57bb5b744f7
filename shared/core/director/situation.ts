import type * as Y from 'yjs'
import { readBeats } from '../beats/beats.ts'
import { readScenes } from '../script/scenes.ts'
import { STAGES, type StageId } from '../stages/stages.ts'
import { activeVariant, readProse, readVariants } from '../treatment/variants.ts'

/** A part of a document that can be named in plain words: 'scene 2', 'beat 4', 'the second paragraph'. */
export interface NamedPlace {
  /** The id of the beat or of the scene; of a paragraph its line. */
  id: string
  /** As it is printed: '12A'. */
  number: string
  /** The heading, the title, the first words. */
  name: string
  lineIds: readonly string[]
}

export interface StageStanding {
  id: StageId
  title: string
  documentId: string
  locked: boolean
  /** Is there anything in it that a person or an agent has written? */
  begun: boolean
  /** What is missing before it can be locked, in sentences. */
  missing: readonly string[]
}

/** How the project stands, as far as the director has to know it to understand what people say. */
export interface Situation {
  stages: readonly StageStanding[]
  scenes: readonly NamedPlace[]
  beats: readonly NamedPlace[]
  /** Of the chosen treatment. */
  paragraphs: readonly NamedPlace[]
  /** Treatments in the gallery. */
  variants: number
}

/** Words of a place that help to find it again. */
const NAME = 80

/** Reads it from the documents of the stages; `hasPrimary`: is a file staged as Primary? */
export function readSituation(
  documents: Readonly<Record<StageId, { id: string; doc: Y.Doc; locked: boolean }>>,
  hasPrimary: boolean,
): Situation {
  const { treatment, beats, script } = documents
  const scenes = readScenes(script.doc).filter(scene => scene.heading.trim() !== '' && !scene.omitted)
  const shown = readBeats(beats.doc)
  const variants = readVariants(treatment.doc)
  const chosen = activeVariant(treatment.doc)
  const prose = chosen === null ? [] : readProse(treatment.doc, chosen).filter(line => line.text.trim() !== '')
  const begun: Record<StageId, boolean> = {
    brief: true,
    treatment: variants.length > 0,
    beats: shown.length > 0,
    script: scenes.length > 0,
  }
  return {
    stages: STAGES.map(stage => ({
      id: stage.id,
      title: stage.title,
      documentId: documents[stage.id].id,
      locked: documents[stage.id].locked,
      begun: begun[stage.id],
      missing: stage.missing(documents[stage.id].doc, hasPrimary),
    })),
    scenes: scenes.map(({ id, number, heading, lines }) => ({
      id,
      number,
      name: heading,
      lineIds: lines.filter(line => line.type !== 'scene_heading' && line.text.trim() !== '').map(line => line.id),
    })),
    beats: shown.map(({ id, number, title, body }) => ({
      id,
      number: String(number),
      name: (title.trim() || body.trim()).slice(0, NAME),
      lineIds: [],
    })),
    paragraphs: prose
      .filter(line => line.type !== 'section')
      .map(({ id, text }, place) => ({ id, number: String(place + 1), name: text.slice(0, NAME), lineIds: [id] })),
    variants: variants.length,
  }
}

/** Where the project stands: the first stage that nobody has locked; null when all are. */
export const currentStage = ({ stages }: Situation): StageStanding | null => stages.find(stage => !stage.locked) ?? null

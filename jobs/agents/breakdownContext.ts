import type * as Y from 'yjs'
import { pronounsOf, speakersOf } from '../../shared/core/agents/cast.ts'
import { parseHeading } from '../../shared/core/script/heading.ts'
import { type BriefContext, type Rearview, readScriptContext, rearviewOf, toldBrief, withinBudget } from './context.ts'
import { type Unit, unitsOf } from './units.ts'

export interface BreakdownContext {
  instruction: string
  sceneId: string
  number: string
  heading: string
  /** What has to be covered, in order, numbered from 1. A shot takes whole units. */
  units: Unit[]
  /** Lines that shots of the table cover already; nothing is made for them. */
  covered: number
  /** Everybody with a cue anywhere in the script, in capitals. */
  cast: string[]
  /** Those of the cast whom the script calls 'he' or 'she'. */
  called: { he: string[]; she: string[] }
  /** Is this the first scene at this place? Then the audience has to be shown where we are. */
  newPlace: boolean
  rearview: Rearview | null
  titlePage: string
  /** What binds the film, and its idea: see {@link briefContext}. */
  brief: string
  /** What the film may show. */
  rating: BriefContext['rating']
  leftOut: string[]
}

/** Tokens of context beyond the scene itself, which always goes in whole. */
const BUDGET = 1_500

/** Everything the breakdown is told about a scene; null when the scene is not in the script. */
export function breakdownContext(
  doc: Y.Doc,
  sceneId: string,
  covered: ReadonlySet<string>,
  instruction: string,
  brief: BriefContext,
): BreakdownContext | null {
  const { scenes, titlePage } = readScriptContext(doc)
  const place = scenes.findIndex(scene => scene.id === sceneId)
  const scene = scenes[place]
  if (!scene) return null
  const rearview = rearviewOf(scenes, sceneId)
  const titleText = titlePage.map(([key, value]) => `${key}: ${value}`).join('\n')
  const rearviewPiece = { name: 'how the scene before ended', text: `${rearview?.lastAction}\n${rearview?.lastLine}` }
  const titlePiece = { name: 'the title page', text: titleText }
  const { kept, leftOut } = withinBudget([...(rearview ? [rearviewPiece] : []), titlePiece, ...brief.idea], BUDGET)
  const units = unitsOf(scene.lines)
  const lines = scenes.flatMap(other => other.lines)
  const cast = speakersOf(lines)
  return {
    instruction,
    sceneId,
    number: scene.number,
    heading: scene.heading,
    units: units.filter(unit => !covered.has(unit.lineId)).map((unit, index) => ({ ...unit, n: index + 1 })),
    covered: new Set(units.filter(unit => covered.has(unit.lineId)).map(unit => unit.lineId)).size,
    cast,
    called: pronounsOf(lines, cast),
    newPlace: !scenes.slice(0, place).some(other => placeOf(other.heading) === placeOf(scene.heading)),
    rearview: kept.has(rearviewPiece) ? rearview : null,
    brief: toldBrief(brief, kept),
    rating: brief.rating,
    titlePage: kept.has(titlePiece) ? titleText : '',
    leftOut,
  }
}

/** Two headings with the same place need no second establishing shot. */
const placeOf = (heading: string): string => parseHeading(heading).location.toUpperCase()

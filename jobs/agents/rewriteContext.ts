import type * as Y from 'yjs'
import { cueName } from '../../shared/core/agents/cast.ts'
import type { SelectedLine } from '../../shared/core/agents/selection.ts'
import type { BeatText } from '../../shared/core/beats/beats.ts'
import { shownLines } from '../../shared/core/dependencies/lines.ts'
import type { LineType } from '../../shared/core/script/lineTypes.ts'
import { proseOf, readProse, variantTitle } from '../../shared/core/treatment/variants.ts'
import {
  type BriefContext,
  type Piece,
  type Rearview,
  readScriptContext,
  rearviewOf,
  scriptLine,
  toldBrief,
  withinBudget,
} from './context.ts'

/** One line of the selection: `before` + `text` + `after` is the line; only `text` is to be rewritten. */
export interface RewriteLine {
  /** From 1. */
  n: number
  lineId: string
  type: LineType
  text: string
  before: string
  after: string
  /** Who says it, for dialogue and parentheticals; '' otherwise. */
  speaker: string
  /** Of a paragraph of a beat, whose id `lineId` is: in which text it stands, and where it begins. */
  cell?: { column: BeatText; at: number }
}

export interface RewriteContext {
  instruction: string
  lines: RewriteLine[]
  heading: string
  /** Lines of the same scene around the selection, nearest kept first. */
  sceneBefore: { type: LineType; text: string }[]
  sceneAfter: { type: LineType; text: string }[]
  rearview: Rearview | null
  titlePage: string
  /** What binds the film, and its idea: see {@link briefContext}. */
  brief: string
  /** What the film may show and say. */
  rating: BriefContext['rating']
  /** What did not fit into the budget, in words. */
  leftOut: string[]
}

/** Tokens of script around the selection that a model is given. */
const BUDGET = 6_000

/** Everything the rewrite is told: the selection, its own scene around it, how the scene before ended, the title page. */
export function rewriteContext(
  doc: Y.Doc,
  selected: readonly SelectedLine[],
  instruction: string,
  brief: BriefContext,
): RewriteContext {
  const { scenes, titlePage } = readScriptContext(doc)
  const variant = selected[0]?.line.scene ?? ''
  const lines = proseOf(doc, variant) ? readProse(doc, variant) : shownLines(doc)
  const sceneOf = new Map(lines.map(line => [line.id, line.scene]))
  const sceneId = sceneOf.get(selected[0]?.line.id ?? '') ?? ''
  const scene = scenes.find(candidate => candidate.id === sceneId)
  // in a treatment the whole variant is what is around the selection
  const sceneLines = scene?.lines ?? lines.filter(line => line.scene === sceneId)
  const chosen = new Set(selected.map(part => part.line.id))
  const first = sceneLines.findIndex(line => chosen.has(line.id))
  const last = sceneLines.findLastIndex(line => chosen.has(line.id))
  const before = sceneLines.slice(0, Math.max(0, first)).filter(line => line.text !== '')
  const after = last < 0 ? [] : sceneLines.slice(last + 1).filter(line => line.text !== '')

  const piece = (name: string, text: string): Piece => ({ name, text })
  const rearview = rearviewOf(scenes, sceneId)
  const rearviewPiece = piece('how the scene before ended', `${rearview?.lastAction}\n${rearview?.lastLine}`)
  const titleText = titlePage.map(([key, value]) => `${key}: ${value}`).join('\n')
  const titlePiece = piece('the title page', titleText)
  const beforePieces = before.map(line => piece('a line of the scene before the selection', scriptLine(line)))
  const afterPieces = after.map(line => piece('a line of the scene after the selection', scriptLine(line)))
  const near: Piece[] = []
  for (let step = 0; step < Math.max(before.length, after.length); step++) {
    const [earlier, later] = [beforePieces[before.length - 1 - step], afterPieces[step]]
    if (earlier) near.push(earlier)
    if (later) near.push(later)
  }
  const { kept, leftOut } = withinBudget(
    [...(rearview ? [rearviewPiece] : []), titlePiece, ...near, ...brief.idea],
    BUDGET,
  )
  const keep = (line: { type: LineType; text: string }) => ({ type: line.type, text: line.text })
  return {
    instruction,
    lines: selected.map(({ line, from, to }, index) => ({
      n: index + 1,
      lineId: line.id,
      type: line.type,
      text: line.text.slice(from, to),
      before: line.text.slice(0, from),
      after: line.text.slice(to),
      speaker: speakerOf(lines, line.id),
    })),
    heading: scene?.heading ?? variantTitle(doc, variant)?.toString() ?? '',
    sceneBefore: before.filter((_, index) => kept.has(beforePieces[index] ?? titlePiece)).map(keep),
    sceneAfter: after.filter((_, index) => kept.has(afterPieces[index] ?? titlePiece)).map(keep),
    rearview: kept.has(rearviewPiece) ? rearview : null,
    brief: toldBrief(brief, kept),
    rating: brief.rating,
    titlePage: kept.has(titlePiece) ? titleText : '',
    leftOut: summarise(leftOut),
  }
}

/** The cue above a line of dialogue or a parenthetical. */
function speakerOf(lines: readonly { id: string; type: LineType; text: string }[], lineId: string): string {
  const at = lines.findIndex(line => line.id === lineId)
  for (let index = at; index >= 0; index--) {
    const line = lines[index]
    if (!line) return ''
    if (line.type === 'character') return index === at ? '' : cueName(line.text)
    if (line.type !== 'dialogue' && line.type !== 'parenthetical' && line.type !== 'lyrics') return ''
  }
  return ''
}

/** 'a line of ...' three times -> '3 x a line of ...'. */
function summarise(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => (count === 1 ? name : `${count} x ${name}`))
}

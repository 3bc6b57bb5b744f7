import { cueName } from '../../shared/core/agents/cast.ts'
import { needsShot } from '../../shared/core/dependencies/lines.ts'
import type { Source } from '../../shared/core/documents/rows.ts'
import { type Line, lineHash } from '../../shared/core/script/line.ts'
import { printedText, secondsOfDialogue, secondsOfLines } from '../../shared/core/script/measure.ts'
import { SHOT_SECONDS } from '../../shared/core/shots/columns.ts'

/**
 * The least piece of a scene that a shot covers: a line of action, or a line of dialogue, or one part of a long line of
 * dialogue. Shots take whole units, so that every action line is covered once and every word of dialogue is said once.
 */
export interface Unit {
  /** From 1, in the order of the scene. */
  n: number
  lineId: string
  kind: 'action' | 'dialogue'
  text: string
  /** Whose line it is, in capitals; '' for action. */
  speaker: string
  /** A direction that the script gives itself: 'INSERT - THE PHONE', 'BACK TO SCENE'. It belongs to what follows it. */
  direction: boolean
  /** The speaker is heard and not seen: (V.O.), (O.S.). */
  offscreen: boolean
  /** How it is said ('quietly'); '' where the script does not say. */
  manner: string
  seconds: number
  /** Which part of its line this is: [1, 1] for a whole line. */
  part: [number, number]
  /** What the covering shot depends on: the line itself, and for dialogue its cue and parentheticals. */
  sources: Source[]
}

const source = (line: Line): Source => ({ lineId: line.id, hash: lineHash(line) })

/** The units of a scene's lines. The scene heading is in the sources of the first one. */
export function unitsOf(lines: readonly Line[]): Unit[] {
  const units: Unit[] = []
  const heading = lines.find(line => line.type === 'scene_heading')
  let cue: Line | null = null
  let asides: Line[] = []
  const push = (unit: Omit<Unit, 'n'>) => {
    const sources = units.length === 0 && heading ? [source(heading), ...unit.sources] : unit.sources
    units.push({ ...unit, n: units.length + 1, sources })
  }
  for (const line of lines) {
    if (line.type === 'character') {
      cue = line
      asides = []
    } else if (line.type === 'parenthetical') asides.push(line)
    else if (needsShot(line)) {
      const spoken = line.type === 'dialogue' || line.type === 'lyrics'
      if (!spoken) cue = null
      const sources = [...(spoken && cue ? [cue, ...asides] : []), line].map(source)
      const manner = asides.map(aside => aside.text.replace(/^\s*\(|\)\s*$/g, '').trim()).join(', ')
      // a note within a line is not said; a line that is nothing but a note keeps its words
      const text = printedText(line.text).trim() || line.text
      const parts = spoken ? dialogueParts(text) : [text]
      for (const [index, part] of parts.entries())
        push({
          lineId: line.id,
          kind: spoken ? 'dialogue' : 'action',
          text: part,
          speaker: spoken && cue ? cueName(cue.text) : '',
          direction: line.type === 'shot',
          offscreen: spoken && cue !== null && /\(\s*(?:V\.?\s?O|O\.?\s?[SC])\b/i.test(cue.text),
          manner: spoken ? manner : '',
          seconds: spoken ? secondsOfDialogue(part) : secondsOfLines([line]),
          part: [index + 1, parts.length],
          sources,
        })
      if (!spoken) asides = []
    } else if (line.type !== 'note') cue = null
  }
  return units
}

/**
 * A line of dialogue as the parts that are said in one shot each: whole sentences, together no longer than a usual shot.
 * A sentence that is longer stays whole. The parts are the line's text, but for the white space between them.
 */
export function dialogueParts(text: string): string[] {
  const parts: string[] = []
  for (const sentence of sentencesOf(text)) {
    const last = parts.at(-1)
    if (last !== undefined && secondsOfDialogue(last + sentence) <= SHOT_SECONDS.default)
      parts[parts.length - 1] = last + sentence
    else parts.push(sentence)
  }
  return parts.map(part => part.trim())
}

/** A full stop after one of these ends no sentence. */
const ABBREVIATION = /(?:^|\s)(?:mr|mrs|ms|dr|st|prof|sgt|capt|lt|jr|sr|vs|etc|no|\p{L})\.\s*$/iu

/** Sentences with the white space behind them; together they are the text. */
function sentencesOf(text: string): string[] {
  const out: string[] = []
  for (const piece of text.trim().split(/(?<=[.!?…]["'”’)]*\s+)(?=\S)/)) {
    const last = out.at(-1)
    if (last !== undefined && ABBREVIATION.test(last)) out[out.length - 1] = last + piece
    else out.push(piece)
  }
  return out
}

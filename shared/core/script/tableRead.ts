import type { Line } from './line.ts'
import { printedText } from './measure.ts'
import type { Scene } from './scenes.ts'
import { speakerOf } from './smartType.ts'

/** One breath of a table read: at most a few sentences, by one voice. */
export interface Reading {
  /** Id of the line that is read. */
  line: string
  /** Who speaks, as in the cue without extensions; null: whoever reads the action. */
  speaker: string | null
  text: string
}

/** Voices stop or run away in longer stretches; and a skip goes over one of these. */
const LONGEST = 220
/** What begins with a letter for its name is read as the word that it stands for. */
const SPOKEN_OPENINGS: readonly [RegExp, string][] = [
  [/^INT\.?\s*\/\s*EXT\.?\s/i, 'Interior and exterior. '],
  [/^INT\.?\s/i, 'Interior. '],
  [/^EXT\.?\s/i, 'Exterior. '],
]

/**
 * A screenplay as it is read around a table: headings and action by one voice, dialogue by its speaker; cues are not said.
 * Nothing that is not printed is read, and no omitted scene.
 */
export function tableRead(scenes: readonly Pick<Scene, 'omitted' | 'lines'>[]): Reading[] {
  return scenes.filter(scene => !scene.omitted).flatMap(({ lines }) => readScene(lines))
}

function readScene(lines: readonly Line[]): Reading[] {
  const out: Reading[] = []
  let speaker: string | null = null
  for (const line of lines) {
    if (line.type === 'character') {
      speaker = speakerOf(line.text) || null
      continue
    }
    const isSpoken = line.type === 'dialogue' || line.type === 'lyrics'
    if (!isSpoken && line.type !== 'parenthetical') speaker = null
    const text = spoken(line)
    if (text === '') continue
    for (const part of breaths(text)) out.push({ line: line.id, speaker: isSpoken ? speaker : null, text: part })
  }
  return out
}

function spoken({ type, text, boneyard }: Pick<Line, 'type' | 'text' | 'boneyard'>): string {
  if (boneyard || type === 'section' || type === 'synopsis' || type === 'note' || type === 'page_break') return ''
  const printed = printedText(text).replace(/\s+/g, ' ').trim()
  if (type === 'parenthetical') return printed.replace(/^\(|\)$/g, '').trim()
  if (type !== 'scene_heading') return printed
  // capitals are spelt letter by letter by some voices
  const opening = SPOKEN_OPENINGS.find(([pattern]) => pattern.test(printed))
  return (opening ? printed.replace(opening[0], opening[1]) : printed).replace(/ +- +/g, ', ').toLowerCase()
}

/** Whole sentences, as many as fit; a longer one is cut between words. */
function breaths(text: string): string[] {
  const out: string[] = []
  const sentences = text.match(/[^.!?…]+[.!?…]*["'”’)]*\s*/gu) ?? [text]
  for (const sentence of sentences.flatMap(cut)) {
    const last = out.at(-1)
    if (last !== undefined && last.length + sentence.length <= LONGEST) out[out.length - 1] = last + sentence
    else out.push(sentence)
  }
  return out.map(part => part.trim()).filter(part => /[\p{L}\p{N}]/u.test(part))
}

function cut(sentence: string): string[] {
  const out: string[] = []
  let rest = sentence
  while (rest.length > LONGEST) {
    const space = rest.lastIndexOf(' ', LONGEST)
    const end = space > 0 ? space + 1 : LONGEST
    out.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return [...out, rest]
}

/** Who speaks in a reading, most often first. */
export function speakersOf(readings: readonly Reading[]): string[] {
  const counts = new Map<string, number>()
  for (const { speaker } of readings) if (speaker !== null) counts.set(speaker, (counts.get(speaker) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name)
}

/**
 * Everybody's voice: the chosen one where it is there, or else the next of the others in turn, so that the leads sound unlike
 * each other and unlike whoever reads the action, which is the first voice.
 */
export function castVoices(
  speakers: readonly string[],
  voices: readonly string[],
  chosen: ReadonlyMap<string, string>,
): Map<string, string> {
  const cast = new Map<string, string>()
  const others = voices.length > 1 ? voices.slice(1) : voices
  let next = 0
  for (const speaker of speakers) {
    const own = chosen.get(speaker)
    const voice = own !== undefined && voices.includes(own) ? own : others[next++ % Math.max(1, others.length)]
    if (voice !== undefined) cast.set(speaker, voice)
  }
  return cast
}

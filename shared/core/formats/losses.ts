import { textOfRuns } from '../script/line.ts'
import { layOut } from './fdx/blocks.ts'
import { belongsToCue } from './fountain/canonical.ts'
import type { Screenplay, ScreenplayLine } from './screenplay.ts'

/** Formats that a script is written in. */
export const FORMATS = ['fountain', 'fdx', 'pdf', 'json', 'txt'] as const
export type Format = (typeof FORMATS)[number]

interface Loss {
  formats: readonly Format[]
  count: (screenplay: Screenplay) => number
  sentence: (count: number) => string
}

const things = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`

const lines =
  (wanted: (line: ScreenplayLine) => boolean) =>
  ({ lines }: Screenplay): number =>
    lines.filter(wanted).length
const ofType = (type: ScreenplayLine['type']) => lines(line => line.type === type)

const isAround = (text: string, open: string, close: string): boolean => {
  const at = text.indexOf(open)
  return at >= 0 && text.indexOf(close, at + 2) >= 0
}

/** Whether a note or a boneyard stands between the words. */
function isNoted({ type, runs }: ScreenplayLine): boolean {
  const text = textOfRuns(runs)
  return type !== 'note' && (isAround(text, '[[', ']]') || isAround(text, '/*', '*/'))
}

/** Printed lines of omitted scenes: paper shows the number of the scene instead. */
function omittedLines({ lines }: Screenplay): number {
  let omitted = false
  let count = 0
  for (const line of lines) {
    if (line.type === 'scene_heading') omitted = line.omitted === true
    if (omitted) count++
  }
  return count
}

/** Synopses that stand right under a heading, or not. */
const synopses =
  (underHeading: boolean) =>
  ({ lines }: Screenplay): number => {
    let under = false
    let count = 0
    for (const { type } of lines) {
      if (type !== 'synopsis') under = type === 'scene_heading'
      else if (under === underHeading) count++
    }
    return count
  }

/** Paragraphs of speech behind one of their kind under the same cue. */
function continued({ lines }: Screenplay): number {
  let above: ScreenplayLine['type'] | null = null
  let underCue = false
  let count = 0
  for (const { type, runs } of lines) {
    if (textOfRuns(runs).trim() === '' && type !== 'page_break') continue
    if (type === above && (type === 'dialogue' || (type === 'lyrics' && underCue))) count++
    underCue = type === 'character' || belongsToCue(type) || (type === 'lyrics' && underCue)
    above = type
  }
  return count
}

/** Right-hand speakers without one on the left. */
function alone({ lines }: Screenplay): number {
  const paired = new Set<ScreenplayLine>()
  layOut(lines, paired)
  return lines.filter(line => line.type === 'character' && line.dual && !paired.has(line)).length
}

const revised = lines(line => line.revised !== undefined)
const PRINT: readonly Format[] = ['pdf', 'txt']

/** What formats cannot hold, or say in another way: one row for each kind of thing. */
const LOSSES: readonly Loss[] = [
  {
    formats: ['fdx'],
    count: synopses(true),
    sentence: n =>
      `${things(n, 'synopsis', 'synopses')}: Final Draft shows ${n === 1 ? 'it as the summary of its scene' : 'them as summaries of their scenes'}.`,
  },
  {
    formats: ['fdx'],
    count: synopses(false),
    sentence: n =>
      `${things(n, 'synopsis', 'synopses')} without a scene heading above: Final Draft shows ${n === 1 ? 'it as a paragraph' : 'them as paragraphs'} of the element “Outline Body”.`,
  },
  {
    formats: ['fdx'],
    count: ofType('section'),
    sentence: n =>
      `${things(n, 'section', 'sections')}: Final Draft shows ${n === 1 ? 'it as a paragraph' : 'them as paragraphs'} of the elements “Outline 1” to “Outline 6”.`,
  },
  {
    formats: ['fdx'],
    count: lines(line => line.type === 'note' && line.boneyard === true),
    sentence: n =>
      `${things(n, 'cut passage', 'cut passages')}: Final Draft shows ${n === 1 ? 'it as a script note' : 'them as script notes'} of the type “Boneyard”.`,
  },
  {
    formats: ['fdx'],
    count: lines(isNoted),
    sentence: n =>
      `${things(n, 'paragraph has a note', 'paragraphs have notes')} between the words: in Final Draft they are words of the script, in double brackets.`,
  },
  {
    formats: ['fdx'],
    count: alone,
    sentence: n =>
      `${things(n, 'cue is', 'cues are')} marked as the right-hand speaker with nobody on the left: in Final Draft ${n === 1 ? 'it stands' : 'they stand'} by ${n === 1 ? 'itself' : 'themselves'}.`,
  },
  {
    formats: ['fdx'],
    count: ({ revisions }) => revisions?.filter(({ date }) => date !== '').length ?? 0,
    sentence: n => `${things(n, 'date of a revision', 'dates of revisions')}: Final Draft has a place for names only.`,
  },
  {
    formats: ['fdx', 'fountain', 'txt'],
    count: ({ production }) => (production?.scenesLocked ? 1 : 0),
    sentence: () => 'Scene numbers are locked: the numbers are in the file, the lock is not.',
  },
  {
    formats: ['fountain', 'txt'],
    count: ({ revisions }) => revisions?.length ?? 0,
    sentence: n => `${things(n, 'revision', 'revisions')}: the format has no revisions.`,
  },
  {
    formats: ['fountain', 'txt'],
    count: revised,
    sentence: n =>
      `${things(n, 'paragraph is', 'paragraphs are')} marked as revised: the words are in the file, the marks are not.`,
  },
  {
    formats: ['fountain', 'txt'],
    count: ({ production }) => production?.pages?.length ?? 0,
    sentence: n => `${things(n, 'page is', 'pages are')} locked: the file does not say where they begin.`,
  },
  {
    formats: ['fountain'],
    count: ({ production }) => (production?.pageSize === 'a4' ? 1 : 0),
    sentence: () => 'The script is for A4 paper: the format does not say so.',
  },
  {
    formats: ['fountain'],
    count: lines(({ sceneNumber }) => sceneNumber !== undefined && /[^\p{L}\p{N}.-]/u.test(sceneNumber)),
    sentence: n =>
      `${things(n, 'scene number has', 'scene numbers have')} signs besides letters, digits, dashes and periods: they are left out.`,
  },
  {
    formats: ['fountain'],
    count: continued,
    sentence: n =>
      `${things(n, 'paragraph of speech stands', 'paragraphs of speech stand')} below another of the same speaker: ${n === 1 ? 'it becomes' : 'they become'} further rows of that one.`,
  },
  {
    formats: ['fountain'],
    count: ofType('shot'),
    sentence: n => `${things(n, 'shot is', 'shots are')} written with “!!”: programs that do not know it show action.`,
  },
  {
    formats: ['fountain'],
    count: ofType('general'),
    sentence: n => `${things(n, 'general paragraph', 'general paragraphs')}: other programs show action.`,
  },
  {
    formats: ['fountain'],
    count: lines(line => line.omitted === true),
    sentence: n =>
      `${things(n, 'omitted scene', 'omitted scenes')}: other programs print ${n === 1 ? 'it' : 'them'}; a note in the heading says that ${n === 1 ? 'it is' : 'they are'} omitted.`,
  },
  {
    formats: ['fountain', 'pdf', 'txt'],
    count: ({ lines, foreign }) =>
      foreign?.fdx !== undefined || lines.some(line => line.foreign?.fdx !== undefined) ? 1 : 0,
    sentence: () =>
      'What a Final Draft file said beyond the words (fonts, tags, titles of scenes, settings) is not in the file.',
  },
  {
    formats: PRINT,
    count: lines(({ type }) => type === 'section' || type === 'synopsis' || type === 'note'),
    sentence: n => `${things(n, 'note, section or synopsis', 'notes, sections and synopses')}: not printed.`,
  },
  {
    formats: PRINT,
    count: lines(isNoted),
    sentence: n =>
      `${things(n, 'paragraph has a note', 'paragraphs have notes')} between the words: the words are printed, the ${n === 1 ? 'note is' : 'notes are'} not.`,
  },
  {
    formats: PRINT,
    count: omittedLines,
    sentence: n =>
      `${things(n, 'paragraph belongs', 'paragraphs belong')} to omitted scenes: printed are their numbers and the word OMITTED.`,
  },
  {
    formats: ['pdf'],
    count: ({ lines, production }) =>
      lines.filter(({ revised }) => revised !== undefined && revised !== production?.revision).length,
    sentence: n =>
      `${things(n, 'paragraph is', 'paragraphs are')} marked in a revision that is not being written now: asterisks stand beside the changes of this one only.`,
  },
  {
    formats: ['txt'],
    count: lines(({ runs }) => runs.some(({ marks }) => marks.length > 0)),
    sentence: n => `${things(n, 'paragraph has', 'paragraphs have')} emphasis: plain text has none.`,
  },
]

/** What of a screenplay a format cannot hold, or says in another way: sentences with counts, none where all is kept. */
export function losses(screenplay: Screenplay, format: Format): string[] {
  return LOSSES.filter(({ formats }) => formats.includes(format)).flatMap(({ count, sentence }) => {
    const n = count(screenplay)
    return n > 0 ? [sentence(n)] : []
  })
}

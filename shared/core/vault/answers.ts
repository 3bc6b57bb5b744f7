import { z } from 'zod'
import { LINE_TYPES } from '../script/lineTypes.ts'
import { clipped } from '../text/storable.ts'

/** A line of an artifact's words: an element of a script, or 'section' and 'general' of prose. */
export interface ShownLine {
  type: (typeof LINE_TYPES)[number]
  text: string
}
/** A row of an artifact that is a table: a shot with its cells. */
export interface ShownRow {
  title: string
  cells: { name: string; text: string }[]
}
export interface Shown {
  /** '' where it has no name of its own. */
  title: string
  lines: ShownLine[]
  rows: ShownRow[]
}

const prose = (text: string): ShownLine => ({ type: 'general', text })
const section = (text: string): ShownLine[] => (text.trim() === '' ? [] : [{ type: 'section', text }])
const shown = (part: Partial<Shown>): Shown => ({ title: '', lines: [], rows: [], ...part })

const named = z.array(z.object({ title: z.string().default(''), body: z.string().default('') }))
const SHOT_CELLS = {
  action: 'Action',
  characters: 'Characters',
  setting: 'Setting',
  light: 'Light',
  camera: 'Camera',
  continuity: 'Continuity',
} as const

/** What answers look like, each with how it is shown. Agents say the same shapes to their models more strictly. */
const READERS: readonly z.ZodType<Shown>[] = [
  z
    .object({ title: z.string(), paragraphs: z.array(z.object({ heading: z.boolean(), text: z.string() })) })
    .transform(({ title, paragraphs }) =>
      shown({ title, lines: paragraphs.map(({ heading, text }) => ({ type: heading ? 'section' : 'general', text })) }),
    ),
  z
    .object({ elements: z.array(z.object({ type: z.enum(LINE_TYPES), text: z.string() })) })
    .transform(({ elements }) =>
      shown({ title: elements.find(({ type }) => type === 'scene_heading')?.text ?? '', lines: elements }),
    ),
  z.object({ beats: named }).transform(({ beats }) =>
    shown({
      title: beats.length === 1 ? (beats[0]?.title ?? '') : `${beats.length} beats`,
      lines: beats.flatMap(({ title, body }) => [...section(title), prose(body)]),
    }),
  ),
  z.object({ shots: z.array(z.partialRecord(z.string(), z.unknown())) }).transform(({ shots }) =>
    shown({
      title: shots.length === 1 ? '1 shot' : `${shots.length} shots`,
      rows: shots.map((shot, place) => ({
        title: `Shot ${place + 1}`,
        cells: Object.entries(SHOT_CELLS).flatMap(([key, name]) => {
          const text = shot[key]
          return typeof text === 'string' && text.trim() !== '' ? [{ name, text }] : []
        }),
      })),
    }),
  ),
  z
    .object({ passages: z.array(z.object({ title: z.string().default(''), text: z.string() })) })
    .transform(({ passages }) =>
      shown({
        title: passages.length === 1 ? '1 passage' : `${passages.length} passages`,
        lines: passages.flatMap(({ title, text }) => [...section(title), prose(text)]),
      }),
    ),
  z
    .object({ lines: z.array(z.object({ text: z.string() })) })
    .transform(({ lines }) => shown({ lines: lines.map(({ text }) => prose(text)) })),
]

/** What an agent answered, to be read by people. What no reader knows is shown as it came. */
export function readAnswer(output: string): Shown {
  let json: unknown
  try {
    json = JSON.parse(output)
  } catch {
    return shown({ lines: [prose(output)] })
  }
  for (const reader of READERS) {
    const read = reader.safeParse(json)
    if (read.success) return read.data
  }
  return shown({ lines: [prose(output)] })
}

/** The first words of an artifact, for a list; its title is not said twice. */
export function excerptOf({ title, lines, rows }: Shown, most: number): string {
  const words = [
    ...lines.filter(({ type, text }) => type !== 'section' && text !== title).map(({ text }) => text),
    ...rows.flatMap(({ cells }) => cells.slice(0, 1).map(({ text }) => text)),
  ]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= most ? words : `${clipped(words, most - 1).replace(/\s+\S*$/, '')}…`
}

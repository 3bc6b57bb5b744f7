import { balanceOf } from './balance.ts'
import { characterFigures } from './characters.ts'
import type { ScriptFigures } from './figures.ts'
import { locationFigures } from './locations.ts'
import { REPORT_TITLES, type ReportName } from './names.ts'

export interface TableColumn {
  title: string
  /** Stands at the right. */
  numeric: boolean
  /** Of the numbers: files for machines have them as they are, people read them as film people write them. */
  unit: 'eighths' | 'seconds' | '%' | null
  /** Of the width, against the other columns. */
  weight: number
}

/** A report as rows, for files. */
export interface ReportTable {
  title: string
  columns: readonly TableColumn[]
  rows: readonly (string | number)[][]
}

/** Characters that the table of the dialogue balance names one by one. */
const VOICES = 8

const tenths = (value: number): number => Math.round(value * 10) / 10
const percent = (share: number): number => tenths(share * 100)
const column = (title: string, weight: number, numeric = false, unit: TableColumn['unit'] = null): TableColumn => ({
  title,
  weight,
  numeric,
  unit,
})

/** A report as a table. */
export function reportTable(report: ReportName, figures: ScriptFigures): ReportTable {
  return { title: REPORT_TITLES[report], ...TABLES[report](figures) }
}

const TABLES: Record<ReportName, (figures: ScriptFigures) => Omit<ReportTable, 'title'>> = {
  scenes: ({ scenes }) => ({
    columns: [
      column('Scene', 6),
      column('Heading', 30),
      column('Int/Ext', 8),
      column('Location', 18),
      column('Time', 11),
      column('Page', 6, true),
      column('Pages', 8, true, 'eighths'),
      column('Time by words', 8, true, 'seconds'),
      column('Words', 7, true),
      column('Characters', 24),
    ],
    rows: scenes.map(scene => [
      scene.number,
      scene.omitted ? `${scene.heading} (omitted)` : scene.heading,
      scene.setting ?? '',
      scene.location,
      scene.time,
      scene.page,
      scene.eighths,
      Math.round(scene.seconds),
      Math.round(scene.words),
      scene.characters.join(', '),
    ]),
  }),
  characters: figures => ({
    columns: [
      column('Character', 30),
      column('Words', 10, true),
      column('Speeches', 10, true),
      column('Scenes', 10, true),
      column('First scene', 12, true),
      column('First page', 12, true),
      column('Last scene', 12, true),
      column('Last page', 12, true),
      column('Share of dialogue', 16, true, '%'),
    ],
    rows: characterFigures(figures).map(one => [
      one.name,
      Math.round(one.words),
      one.speeches,
      one.scenes,
      one.first.scene,
      one.first.page,
      one.last.scene,
      one.last.page,
      percent(one.share),
    ]),
  }),
  locations: figures => ({
    columns: [
      column('Location', 30),
      column('Int/Ext', 12),
      column('Times', 24),
      column('Scenes', 8, true),
      column('Pages', 8, true, 'eighths'),
      column('Time by words', 8, true, 'seconds'),
      column('First scene', 10, true),
    ],
    rows: locationFigures(figures).map(one => [
      one.location,
      one.settings.join(', '),
      one.times.join(', '),
      one.scenes,
      one.eighths,
      Math.round(one.seconds),
      one.first,
    ]),
  }),
  dialogue: figures => {
    const { steps, voices } = balanceOf(figures, 'scene')
    const named = voices.slice(0, VOICES)
    const others = voices.slice(VOICES)
    const sum = (of: typeof voices, step: number) => of.reduce((total, { along }) => total + (along[step] ?? 0), 0)
    return {
      columns: [
        column('Scene', 6),
        ...named.map(({ name }) => column(name, 10, true)),
        ...(others.length > 0 ? [column('Others', 10, true)] : []),
        column('All', 8, true),
      ],
      rows: steps.map(({ label }, step) => [
        label,
        ...named.map(({ along }) => Math.round(along[step] ?? 0)),
        ...(others.length > 0 ? [Math.round(sum(others, step))] : []),
        Math.round(sum(voices, step)),
      ]),
    }
  },
  pacing: ({ parts }) => ({
    columns: [
      column('Scene', 6),
      column('Heading', 34),
      column('Begins', 8, true, 'seconds'),
      column('Time by words', 8, true, 'seconds'),
      column('Dialogue', 9, true, 'seconds'),
      column('Action', 9, true, 'seconds'),
      column('Dialogue', 9, true, '%'),
    ],
    rows: parts
      .filter(scene => !scene.omitted)
      .map(scene => {
        const dialogue = dialogueSeconds(scene)
        return [
          scene.number,
          scene.heading,
          Math.round(scene.start),
          Math.round(scene.seconds),
          Math.round(dialogue),
          Math.round(scene.seconds - dialogue),
          percent(scene.seconds === 0 ? 0 : dialogue / scene.seconds),
        ]
      }),
  }),
}

/** How long people talk in a scene. */
export const dialogueSeconds = ({ stretches }: ScriptFigures['scenes'][number]): number =>
  stretches.reduce((sum, { kind, seconds }) => sum + (kind === 'dialogue' ? seconds : 0), 0)

import type { SceneFigures, ScriptFigures } from '../../shared/core/reports/figures.ts'
import { LineLink } from './LineLink.tsx'
import { Eighths, figure, seconds } from './measures.tsx'
import { type Column, SortedTable } from './SortedTable.tsx'

const COLUMNS: readonly Column<SceneFigures>[] = [
  { title: '#', value: scene => scene.number },
  {
    title: 'Heading',
    value: scene => scene.heading,
    cell: scene => (
      <>
        <LineLink lineId={scene.lineId} row>
          {scene.heading || 'Untitled scene'}
        </LineLink>
        {scene.omitted && ' (omitted)'}
      </>
    ),
  },
  { title: 'Int/Ext', value: scene => scene.setting ?? '', wide: true },
  { title: 'Location', value: scene => scene.location, wide: true },
  { title: 'Time', value: scene => scene.time, wide: true },
  { title: 'Page', value: scene => scene.page, numeric: true },
  { title: 'Pages', value: scene => scene.eighths, cell: scene => <Eighths value={scene.eighths} />, numeric: true },
  { title: 'Time by words', value: scene => scene.seconds, cell: scene => seconds(scene.seconds), numeric: true },
  { title: 'Words', value: scene => scene.words, cell: scene => figure(scene.words), numeric: true },
  { title: 'Characters', value: scene => scene.characters.join(', '), wide: true },
]

export function ScenesReport({ figures }: { figures: ScriptFigures }) {
  return (
    <SortedTable
      caption="Scenes, in the order of the film until you sort them"
      columns={figures.pages.length > 0 ? COLUMNS : COLUMNS.filter(({ title }) => title !== 'Page')}
      rows={figures.scenes}
      keyOf={scene => scene.id}
      muted={scene => scene.omitted}
    />
  )
}

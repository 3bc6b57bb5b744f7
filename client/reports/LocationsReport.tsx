import { useMemo } from 'react'
import type { ScriptFigures } from '../../shared/core/reports/figures.ts'
import { type LocationFigures, locationFigures } from '../../shared/core/reports/locations.ts'
import { LineLink } from './LineLink.tsx'
import { Eighths, seconds } from './measures.tsx'
import styles from './reports.module.css'
import { type Column, SortedTable } from './SortedTable.tsx'

const COLUMNS: readonly Column<LocationFigures>[] = [
  {
    title: 'Location',
    value: one => one.location,
    cell: one => (
      <LineLink lineId={one.lineId} row>
        {one.location}
      </LineLink>
    ),
  },
  { title: 'Int/Ext', value: one => one.settings.join(', ') },
  { title: 'Times', value: one => one.times.join(', '), wide: true },
  { title: 'Scenes', value: one => one.scenes, numeric: true },
  { title: 'Pages', value: one => one.eighths, cell: one => <Eighths value={one.eighths} />, numeric: true },
  { title: 'Time by words', value: one => one.seconds, cell: one => seconds(one.seconds), numeric: true },
  { title: 'First scene', value: one => one.first, numeric: true, wide: true },
]

export function LocationsReport({ figures }: { figures: ScriptFigures }) {
  const rows = useMemo(() => locationFigures(figures), [figures])
  if (rows.length === 0) return <p className={styles.nothing}>No scene heading names a location yet.</p>
  return (
    <SortedTable
      caption="Locations, the longest first until you sort them"
      columns={COLUMNS}
      rows={rows}
      keyOf={one => one.location}
    />
  )
}

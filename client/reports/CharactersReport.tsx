import { useNavigate } from '@tanstack/react-router'
import { PencilLine } from 'lucide-react'
import { useMemo } from 'react'
import { type Appearance, type CharacterFigures, characterFigures } from '../../shared/core/reports/characters.ts'
import type { ScriptFigures } from '../../shared/core/reports/figures.ts'
import { useProjectContext } from '../project/context.tsx'
import { askToRename } from '../script/find/request.ts'
import { IconButton } from '../ui/Button.tsx'
import { LineLink } from './LineLink.tsx'
import { figure, percent } from './measures.tsx'
import styles from './reports.module.css'
import { type Column, SortedTable } from './SortedTable.tsx'

const place = ({ scene, page }: Appearance): string =>
  [scene === '' ? 'Beginning' : `Scene ${scene}`, page === '' ? '' : `p. ${page}`].filter(Boolean).join(', ')

export function CharactersReport({ figures }: { figures: ScriptFigures }) {
  const { project, canWrite } = useProjectContext()
  const navigate = useNavigate()
  const rows = useMemo(() => characterFigures(figures), [figures])
  const most = Math.max(0, ...rows.map(({ share }) => share))
  const rename = (name: string): void => {
    askToRename(name)
    void navigate({ to: '/p/$projectId/script', params: { projectId: project.id } })
  }
  const columns: readonly Column<CharacterFigures>[] = [
    {
      title: 'Character',
      value: one => one.name,
      cell: one => (
        <span className={styles.named}>
          <LineLink lineId={one.first.lineId} row>
            {one.name}
          </LineLink>
          {canWrite && (
            <IconButton
              label={`Rename ${one.name} everywhere`}
              size="small"
              className={styles.above}
              onClick={() => rename(one.name)}
            >
              <PencilLine />
            </IconButton>
          )}
        </span>
      ),
    },
    { title: 'Words', value: one => one.words, cell: one => figure(one.words), numeric: true },
    { title: 'Speeches', value: one => one.speeches, cell: one => figure(one.speeches), numeric: true },
    { title: 'Scenes', value: one => one.scenes, numeric: true },
    {
      title: 'First',
      value: one => one.first.scene,
      cell: one => <span className={styles.above}>{place(one.first)}</span>,
      wide: true,
    },
    {
      title: 'Last',
      value: one => one.last.scene,
      cell: one => (
        <span className={styles.above}>
          <LineLink lineId={one.last.lineId}>{place(one.last)}</LineLink>
        </span>
      ),
      wide: true,
    },
    {
      title: 'Share of dialogue',
      value: one => one.share,
      cell: one => (
        <span className={styles.share}>
          <span className={styles.shareBar} style={{ width: `${most === 0 ? 0 : (one.share / most) * 100}%` }} />
          <span className={styles.shareFigure}>{percent(one.share)}</span>
        </span>
      ),
      numeric: true,
    },
  ]
  if (rows.length === 0) return <p className={styles.nothing}>Nobody speaks yet.</p>
  return (
    <SortedTable
      caption="Characters with a cue, who says most first until you sort them"
      columns={columns}
      rows={rows}
      keyOf={one => one.name}
    />
  )
}

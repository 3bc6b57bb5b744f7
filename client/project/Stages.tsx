import { Link, useLocation } from '@tanstack/react-router'
import {
  BookOpenText,
  ChartNoAxesColumn,
  Clapperboard,
  ClipboardList,
  Drama,
  ListOrdered,
  Lock,
  ScrollText,
  TriangleAlert,
  UsersRound,
} from 'lucide-react'
import type { StageRow } from '../../shared/core/api/stages.ts'
import { formatPages } from '../../shared/core/reports/format.ts'
import { useScenes } from '../api/hooks.ts'
import { useStages } from '../stages/queries.ts'
import { classNames } from '../ui/classNames.ts'
import { useProjectContext } from './context.tsx'
import { placeOf } from './place.ts'
import styles from './Stages.module.css'

/** The places of a project, each with a word on how it stands. */
export function Stages() {
  const { project } = useProjectContext()
  const { page } = placeOf(useLocation({ select: location => location.pathname }))
  const stages = useStages(project.id)
  const scenes = useScenes(project.id).data
  const params = { projectId: project.id }
  const eighths = (scenes ?? []).reduce((sum, scene) => sum + (scene.omitted ? 0 : scene.eighths), 0)
  const outdated = (scenes ?? []).filter(scene => scene.status === 'outdated').length
  const here = (...pages: string[]) => (pages.includes(page) ? { 'aria-current': 'page' as const } : {})
  return (
    <nav className={styles.stages} aria-label="Stages">
      <Link to="/p/$projectId/brief" params={params} className={styles.stage} {...here('brief')}>
        <ClipboardList aria-hidden="true" />
        Brief
        <StageLight stage={stages.data?.find(({ id }) => id === 'brief')} />
      </Link>
      <Link to="/p/$projectId/treatment" params={params} className={styles.stage} {...here('treatment')}>
        <BookOpenText aria-hidden="true" />
        Treatment
        <StageLight stage={stages.data?.find(({ id }) => id === 'treatment')} />
      </Link>
      <Link to="/p/$projectId/beats" params={params} className={styles.stage} {...here('beats')}>
        <ListOrdered aria-hidden="true" />
        Beats
        <StageLight stage={stages.data?.find(({ id }) => id === 'beats')} />
      </Link>
      <Link to="/p/$projectId/script" params={params} className={styles.stage} {...here('script')}>
        <ScrollText aria-hidden="true" />
        Script
        <StageLight stage={stages.data?.find(({ id }) => id === 'script')} />
        {eighths > 0 && <span className={styles.note}>{formatPages(eighths)}</span>}
      </Link>
      <Link to="/p/$projectId/assets" params={params} className={styles.stage} {...here('assets')}>
        <Drama aria-hidden="true" />
        Assets
      </Link>
      <Link
        to="/p/$projectId"
        params={params}
        activeOptions={{ exact: true }}
        className={styles.stage}
        {...here('hub', 'scene')}
      >
        <Clapperboard aria-hidden="true" />
        Scenes
        {outdated > 0 ? (
          <span className={classNames(styles.note, styles.warn)}>
            <TriangleAlert aria-hidden="true" />
            {outdated} outdated
          </span>
        ) : (
          scenes && scenes.length > 0 && <span className={styles.note}>{scenes.length}</span>
        )}
      </Link>
      <Link to="/p/$projectId/reports" params={params} className={styles.stage} {...here('reports')}>
        <ChartNoAxesColumn aria-hidden="true" />
        Reports
      </Link>
      <Link to="/p/$projectId/people" params={params} className={styles.stage} {...here('settings')}>
        <UsersRound aria-hidden="true" />
        People
        <span className={styles.note}>{project.members.length}</span>
      </Link>
    </nav>
  )
}

/** A stage that is approved has a lock, one that is not up to date a flag; each has the word. */
function StageLight({ stage }: { stage: StageRow | undefined }) {
  return (
    <>
      {stage?.status === 'locked' && (
        <span className={styles.locked} title={`Approved by ${stage.by}`}>
          <Lock aria-hidden="true" />
          <span className="sr-only">locked</span>
        </span>
      )}
      {stage && stage.flags.length > 0 && (
        <span className={styles.flagged} title={stage.flags.map(flag => flag.title).join('. ')}>
          <TriangleAlert aria-hidden="true" />
          <span className="sr-only">{stage.flags.map(flag => flag.title).join(', ')}</span>
        </span>
      )}
    </>
  )
}

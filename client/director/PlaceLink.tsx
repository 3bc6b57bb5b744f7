import { Link } from '@tanstack/react-router'
import { type DirectorAct, stageOf } from '../../shared/core/director/acts.ts'
import { stageNamed } from '../../shared/core/stages/stages.ts'
import { useProjectContext } from '../project/context.tsx'

interface PlaceLinkProps {
  act: DirectorAct
  /** Where it was said: it may be another one than one is on. */
  timelineId: string
  verb?: string
}

/** Leads to what an act is about. */
export function PlaceLink({ act, timelineId, verb = 'Open' }: PlaceLinkProps) {
  const { project } = useProjectContext()
  const stage = act.kind === 'approve' ? (act.next ?? act.stage) : stageOf(act)
  const line = act.kind === 'refine' && act.stage === 'script' ? act.lineIds[0] : undefined
  return (
    <Link
      to={`/p/$projectId/${stage}`}
      params={{ projectId: project.id }}
      {...(timelineId === project.timelineId ? {} : { search: { timeline: timelineId } })}
      {...(line === undefined ? {} : { hash: `line=${encodeURIComponent(line)}` })}
    >
      {verb} the {(stageNamed(stage)?.title ?? stage).toLowerCase()}
    </Link>
  )
}

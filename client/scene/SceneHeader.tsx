import { Link } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatPages } from '../../shared/core/reports/format.ts'
import type { Scene } from '../../shared/core/script/scenes.ts'
import { formatSeconds } from '../../shared/core/shots/seconds.ts'
import { Status } from '../ui/Badge.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'

interface SceneHeaderProps {
  projectId: string
  scene: Scene
  previous: Scene | null
  next: Scene | null
  /** Length on paper. */
  eighths: number
  shots: number
  seconds: number
  outdated: number
  children?: ReactNode
}

const title = (scene: Scene): string => `${scene.number} ${scene.heading || 'Scene without a heading'}`

export function SceneHeader({
  projectId,
  scene,
  previous,
  next,
  eighths,
  shots,
  seconds,
  outdated,
  children,
}: SceneHeaderProps) {
  const neighbour = (to: Scene | null, label: string, icon: ReactNode) =>
    to ? (
      <Tooltip label={`${label}: ${title(to)}`}>
        <Link
          className="scene-neighbour"
          to="/p/$projectId/scenes/$sceneId"
          params={{ projectId, sceneId: to.id }}
          aria-label={`${label}: ${title(to)}`}
        >
          {icon}
        </Link>
      </Tooltip>
    ) : (
      <span className="scene-neighbour" aria-hidden="true" data-none>
        {icon}
      </span>
    )
  return (
    <header className="scene-header">
      <nav aria-label="Neighbouring scenes" className="scene-neighbours">
        {neighbour(previous, 'Previous scene', <ChevronLeft aria-hidden="true" />)}
        {neighbour(next, 'Next scene', <ChevronRight aria-hidden="true" />)}
      </nav>
      <h1 className="scene-title">
        <span className="scene-number">{scene.number}</span>
        <span className="scene-heading">{scene.heading || 'Scene without a heading'}</span>
      </h1>
      <p className="scene-facts">
        {shots === 0 ? (
          <Status tone="neutral" icon={<CircleDashed aria-hidden="true" />}>
            Draft
          </Status>
        ) : outdated > 0 ? (
          <Status tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
            {outdated === 1 ? '1 shot outdated' : `${outdated} shots outdated`}
          </Status>
        ) : (
          <Status tone="ok" icon={<CircleCheck aria-hidden="true" />}>
            Broken down
          </Status>
        )}
        {eighths > 0 && !scene.omitted && <span className="scene-sum">{formatPages(eighths)}</span>}
        <span className="scene-sum">
          {shots} {shots === 1 ? 'shot' : 'shots'}
        </span>
        <span className="scene-sum">{formatSeconds(seconds)} s</span>
      </p>
      <div className="scene-actions">{children}</div>
    </header>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useProjectContext } from '../project/context.tsx'

/** Goes to another timeline of the project: to its scenes, for what one was looking at may not be there. */
export function useSwitchTimeline(): (timeline: { id: string; main: boolean }) => void {
  const { project } = useProjectContext()
  const navigate = useNavigate()
  return useCallback(
    ({ id, main }) =>
      void navigate({
        to: '/p/$projectId',
        params: { projectId: project.id },
        search: { timeline: main ? undefined : id },
      }),
    [navigate, project.id],
  )
}

import { useLocation, useNavigate } from '@tanstack/react-router'
import { useProjectContext } from './context.tsx'
import { placeOf } from './place.ts'

/** Opens the history of what one is looking at: the brief, the treatment, the beat sheet, the shot table of the scene, else the script. */
export function useOpenHistory(): () => void {
  const { project, documents, scriptDocumentId } = useProjectContext()
  const place = placeOf(useLocation({ select: location => location.pathname }))
  const navigate = useNavigate()
  return () => {
    if (place.page === 'history') return
    const scene = documents.find(document => document.kind === 'scene' && document.sceneId === place.sceneId)
    const here =
      place.page === 'scene'
        ? scene
        : documents.find(document => document.kind === place.page && document.timelineId === project.timelineId)
    const documentId = here?.id ?? scriptDocumentId
    void navigate({ to: '/p/$projectId/history/$documentId', params: { projectId: project.id, documentId } })
  }
}

import { useNavigate } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useAgents, useRunAgent } from '../api/hooks.ts'
import { useProjectContext } from '../project/context.tsx'
import { useDocument, usePeople } from '../sync/hooks.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import '../ui/scriptFont.ts'
import { PagePending } from '../ui/PagePending.tsx'
import type { AskRequest } from './ask/request.ts'
import { EmptyScript } from './EmptyScript.tsx'
import { ScriptRoom } from './ScriptRoom.tsx'

/** Stage 4: the screenplay, written together. */
export default function ScriptPage() {
  const { project, scriptDocumentId, user, canWrite } = useProjectContext()
  const { document, ready, problem, lock, readOnly } = useDocument(scriptDocumentId)
  const people = usePeople(scriptDocumentId)
  const agents = useAgents(project.id)
  const runAgent = useRunAgent(project.id)
  const navigate = useNavigate()

  const ask = useCallback(
    async (request: AskRequest) => {
      await runAgent('rewrite', { ...request, documentId: scriptDocumentId })
    },
    [runAgent, scriptDocumentId],
  )

  const openScene = useCallback(
    (sceneId: string) =>
      void navigate({ to: '/p/$projectId/scenes/$sceneId', params: { projectId: project.id, sceneId } }),
    [navigate, project.id],
  )
  const whenEmpty = useMemo(
    () => <EmptyScript projectId={project.id} documentId={scriptDocumentId} canWrite={canWrite && lock === null} />,
    [project.id, scriptDocumentId, canWrite, lock],
  )

  if (problem) return <ErrorNotice happened={problem} kept="What you wrote is kept in this browser." />
  if (!document || !ready) return <PagePending />
  return (
    <ScriptRoom
      key={`${scriptDocumentId} ${document.doc.guid}`}
      document={document}
      title={`${project.name}: script`}
      user={user}
      canWrite={canWrite && !readOnly && lock === null}
      lock={lock}
      people={people}
      rewriteAgent={agents.data?.find(agent => agent.name === 'rewrite')}
      whenEmpty={whenEmpty}
      onAsk={ask}
      onOpenScene={openScene}
    />
  )
}

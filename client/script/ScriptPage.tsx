import '@fontsource/courier-prime/400.css'
import '@fontsource/courier-prime/400-italic.css'
import '@fontsource/courier-prime/700.css'
import '@fontsource/courier-prime/700-italic.css'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useAgents, useRunAgent } from '../api/hooks.ts'
import { useProjectContext } from '../project/context.tsx'
import { useDocument } from '../sync/useDocument.ts'
import { usePeople } from '../sync/usePeople.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import type { AskRequest } from './ask/request.ts'
import { ScriptRoom } from './ScriptRoom.tsx'

/** Stage 4: the screenplay, written together. */
export default function ScriptPage() {
  const { project, scriptDocumentId, user, canWrite } = useProjectContext()
  const { document, state } = useDocument(scriptDocumentId)
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

  return null
}

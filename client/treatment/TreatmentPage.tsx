import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useProjectContext } from '../project/context.tsx'
import { useDocument } from '../sync/hooks.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import type { Shown } from './shown.ts'
import { TreatmentRoom } from './TreatmentRoom.tsx'

/** Stage 2: the story as prose, in variants of which one is chosen. */
export default function TreatmentPage() {
  const { project, documents, canWrite } = useProjectContext()
  const row = documents.find(one => one.kind === 'treatment' && one.timelineId === project.timelineId)
  const { document: open, ready, problem, lock, readOnly } = useDocument(row?.id ?? null)
  const shown = useSearch({ from: '/signed-in/p/$projectId/treatment' })
  const navigate = useNavigate()
  const show = useCallback(
    (search: Shown) => void navigate({ to: '/p/$projectId/treatment', params: { projectId: project.id }, search }),
    [navigate, project.id],
  )

  useEffect(() => {
    document.title = `Treatment · ${project.name} · Aiuteur`
  }, [project.name])

  if (problem && !ready) return <ErrorNotice happened={problem} kept="What you wrote is kept in this browser." />
  if (!open || !ready) return <PagePending />
  return (
    <TreatmentRoom
      key={open.doc.guid}
      document={open}
      lock={lock}
      canWrite={canWrite && !readOnly && lock === null}
      shown={shown}
      onShow={show}
    />
  )
}

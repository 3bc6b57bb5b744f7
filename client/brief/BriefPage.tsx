import { useEffect } from 'react'
import { useProjectContext } from '../project/context.tsx'
import { useDocument } from '../sync/hooks.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { BriefRoom } from './BriefRoom.tsx'

/** Stage 1: what the film is to be, filled in together. */
export default function BriefPage() {
  const { project, documents, canWrite } = useProjectContext()
  const row = documents.find(one => one.kind === 'brief' && one.timelineId === project.timelineId)
  const { document: open, ready, problem, lock, readOnly } = useDocument(row?.id ?? null)

  useEffect(() => {
    document.title = `Brief · ${project.name} · Aiuteur`
  }, [project.name])

  if (problem && !ready) return <ErrorNotice happened={problem} kept="What you wrote is kept in this browser." />
  if (!open || !ready) return <PagePending />
  return <BriefRoom key={open.doc.guid} document={open} lock={lock} canWrite={canWrite && !readOnly && lock === null} />
}

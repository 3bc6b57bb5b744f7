import { useEffect, useState } from 'react'
import { createBeatUndo } from '../../shared/core/beats/undo.ts'
import { useProjectContext } from '../project/context.tsx'
import { type OpenDocument, useDocument } from '../sync/hooks.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { BeatsRoom } from './BeatsRoom.tsx'
import type { BeatHand } from './useBeatActs.ts'

/** Stage 3: the story in numbered beats. */
export default function BeatsPage() {
  const { project, documents, canWrite } = useProjectContext()
  const idOf = (kind: 'beats' | 'treatment' | 'brief') =>
    documents.find(one => one.kind === kind && one.timelineId === project.timelineId)?.id ?? null
  const { document: open, ready, problem, lock, readOnly } = useDocument(idOf('beats'))
  const treatment = useDocument(idOf('treatment'))
  const brief = useDocument(idOf('brief'))
  const hand = useHand(open)

  useEffect(() => {
    document.title = `Beat sheet · ${project.name} · Aiuteur`
  }, [project.name])

  if (problem && !ready) return <ErrorNotice happened={problem} kept="What you wrote is kept in this browser." />
  if (!open || !ready || hand?.doc !== open.doc) return <PagePending />
  return (
    <BeatsRoom
      key={open.doc.guid}
      document={open}
      hand={hand}
      treatment={treatment.ready ? (treatment.document?.doc ?? null) : null}
      brief={brief.ready ? (brief.document?.doc ?? null) : null}
      lock={lock}
      canWrite={canWrite && !readOnly && lock === null}
    />
  )
}

/** Opens the person's undo for as long as the sheet is shown. */
function useHand(open: OpenDocument | null): BeatHand | null {
  const { user } = useProjectContext()
  const [hand, setHand] = useState<BeatHand | null>(null)
  useEffect(() => {
    if (!open) return
    const origin = { page: 'beats' }
    const undo = createBeatUndo(open.doc, origin)
    setHand({ doc: open.doc, undo, origin, author: { kind: 'person', id: user.id, name: user.name } })
    return () => undo.destroy()
  }, [open, user.id, user.name])
  return hand
}

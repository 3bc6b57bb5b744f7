import '@fontsource/courier-prime/400.css'
import '@fontsource/courier-prime/700.css'
import { useParams } from '@tanstack/react-router'
import { Clapperboard } from 'lucide-react'
import { lockOn } from '../../shared/core/api/locks.ts'
import { useProjectContext } from '../project/context.tsx'
import { useDocument } from '../sync/hooks.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { SceneRoom } from './SceneRoom.tsx'
import './scene.css'
import '../ui/scriptFont.ts'

/** Stage 7: one scene, its script lines and its shot table. */
export default function ScenePage() {
  const params = useParams({ strict: false })
  const sceneId = params.sceneId ?? ''
  const { documents, scriptDocumentId } = useProjectContext()
  const row = documents.find(document => document.kind === 'scene' && document.sceneId === sceneId)
  const script = useDocument(scriptDocumentId)
  const table = useDocument(row?.id ?? null)
  const lock = lockOn(table.locks, 'shots')
  const problem = script.problem ?? table.problem

  if (problem && !(script.ready && table.ready))
    return <ErrorNotice happened={problem} kept="What you typed is kept in this browser." />
  if (!row)
    return (
      <EmptyState icon={<Clapperboard />} title="This scene has no shot table yet">
        <p>A scene gets its table a moment after its heading is written. It opens here by itself.</p>
      </EmptyState>
    )
  if (!script.document || !script.ready || !table.document || !table.ready)
    return (
      <div className="scene-waiting">
        <Spinner label="Opening the scene" />
      </div>
    )
  return (
    <SceneRoom
      key={`${row.id} ${table.document.doc.guid} ${script.document.doc.guid}`}
      sceneId={sceneId}
      table={table.document}
      script={script.document}
      editable={table.editable && !lock}
      readOnly={table.readOnly}
      lock={lock}
    />
  )
}

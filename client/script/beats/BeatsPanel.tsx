import { useEffect, useState } from 'react'
import { type Beat, beatRows, readBeats } from '../../../shared/core/beats/beats.ts'
import { readScenes, scriptRoots } from '../../../shared/core/script/scenes.ts'
import { useProjectContext } from '../../project/context.tsx'
import { type OpenDocument, useDocument } from '../../sync/hooks.ts'
import { useScript } from '../context.tsx'
import { useSceneInView } from '../navigator/useSceneInView.ts'
import { usePausedLines } from '../panels/usePausedLines.ts'
import './beats.css'

/** The beat sheet beside the script, to be read: the beat of the scene in view is marked. */
export function BeatsPanel() {
  const { project, documents } = useProjectContext()
  const row = documents.find(one => one.kind === 'beats' && one.timelineId === project.timelineId)
  const { document: open, ready } = useDocument(row?.id ?? null)
  if (!open || !ready) return <p className="panel-empty">The beat sheet is on its way.</p>
  return <BeatList open={open} />
}

function BeatList({ open }: { open: OpenDocument }) {
  const { editor, goToLine } = useScript()
  const beats = useBeats(open)
  const current = useSceneInView(editor)
  const played = usePausedLines(doc => {
    const { scenes } = scriptRoots(doc)
    return readScenes(doc).flatMap(({ id, number, lines }) => {
      const beat = scenes.get(id)?.get('beat')
      const line = lines[0]?.id
      return typeof beat === 'string' && line ? [{ id, number, beat, line }] : []
    })
  }, '')
  const inView = played.find(scene => scene.id === current)?.beat
  if (beats.length === 0)
    return <p className="panel-empty">There are no beats yet. The stage before this one is where they are made.</p>
  return (
    <ol className="beat-list">
      {beats.map(beat => {
        const scenes = played.filter(scene => scene.beat === beat.id)
        const isCurrent = beat.id === inView
        return (
          <li key={beat.id} className="beat" aria-current={isCurrent || undefined} ref={isCurrent ? intoView : null}>
            <div className="beat-head">
              <span className="beat-number">{beat.number}</span>
              <strong>{beat.title || 'Untitled beat'}</strong>
            </div>
            <p>{beat.body}</p>
            <div className="beat-scenes">
              {scenes.map(scene => (
                <button key={scene.id} type="button" onClick={() => goToLine(scene.line)}>
                  Scene {scene.number}
                </button>
              ))}
              {scenes.length === 0 && <span>No scene was written from it.</span>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })

/** The beats as they are now. */
function useBeats({ doc }: OpenDocument): readonly Beat[] {
  const [beats, setBeats] = useState(() => readBeats(doc))
  useEffect(() => {
    const read = () => setBeats(readBeats(doc))
    const rows = beatRows(doc)
    rows.observeDeep(read)
    read()
    return () => rows.unobserveDeep(read)
  }, [doc])
  return beats
}

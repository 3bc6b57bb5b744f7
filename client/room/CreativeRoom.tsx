import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import { ROOM_STAGES, type RoomStage } from '../../shared/core/room/elements.ts'
import { stageNamed } from '../../shared/core/stages/stages.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { placeOf } from '../project/place.ts'
import { announce } from '../ui/announce.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { Select } from '../ui/Select.tsx'
import { FindingCard } from './FindingCard.tsx'
import { Lenses } from './Lenses.tsx'
import { parted } from './order.ts'
import { useFindings } from './queries.ts'
import styles from './room.module.css'

const OPTIONS = ROOM_STAGES.map(stage => ({ value: stage, label: stageNamed(stage)?.title ?? stage }))

/** What can be asked of the creative room about a stage, and what it found there. */
export function CreativeRoom() {
  const { project, documents, role } = useProjectContext()
  const { page } = placeOf(useLocation({ select: location => location.pathname }))
  const [stage, setStage] = useState<RoomStage>('treatment')
  // it looks at what people look at
  useEffect(() => {
    const here = ROOM_STAGES.find(one => one === page)
    if (here) setStage(here)
  }, [page])
  const findings = useFindings(project.id)
  const here = (findings.data ?? []).filter(finding => finding.stage === stage)
  const { open, settled } = parted(here)
  const documentId = documents.find(one => one.kind === stage && one.timelineId === project.timelineId)?.id
  const count = findings.data === undefined ? null : open.length
  useEffect(() => {
    if (count !== null && count > 0) announce(`${count} findings are open.`)
  }, [count])
  const reason = may(role, 'agent.run')
    ? null
    : 'Only editors can ask the creative room. Ask the owner to make you an editor.'

  return (
    <div className={styles.room}>
      <div className={styles.stage}>
        <span>Looks at the</span>
        <Select size="small" aria-label="Stage to look at" value={stage} options={OPTIONS} onChange={setStage} />
      </div>
      {documentId && <Lenses key={stage} stage={stage} documentId={documentId} reason={reason} />}
      {findings.error && !findings.data && (
        <ErrorNotice happened={sentenceOf(findings.error)} kept="What was found is kept on the server." />
      )}
      {findings.isPending && <PagePending />}
      {findings.data && here.length === 0 && (
        <p className={styles.nothing}>
          Nothing has been looked for here yet. What is found rests on lines and beats that you can go to; it is a note
          or a suggestion, and changes nothing by itself.
        </p>
      )}
      {open.length > 0 && (
        <ul className={styles.findings} aria-label="Open findings">
          {open.map(finding => (
            <FindingCard key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
      {settled.length > 0 && (
        <details className={styles.settled}>
          <summary>{settled.length} settled</summary>
          <ul className={styles.findings} aria-label="Settled findings">
            {settled.map(finding => (
              <FindingCard key={finding.id} finding={finding} />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

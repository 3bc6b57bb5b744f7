import { RefreshCw } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import { stageOfKind } from '../../shared/core/stages/stages.ts'
import { addVariant } from '../../shared/core/treatment/write.ts'
import { useAgents, useRunAgent } from '../api/hooks.ts'
import { LockNotice } from '../locks/LockNotice.tsx'
import { useProjectContext } from '../project/context.tsx'
import type { AskRequest } from '../script/ask/request.ts'
import { useDrafts } from '../script/ask/useDrafts.ts'
import { useStages } from '../stages/queries.ts'
import { WhyBox } from '../stages/WhyBox.tsx'
import type { OpenDocument } from '../sync/hooks.ts'
import { lockSentence } from '../sync/saveState.ts'
import { Button } from '../ui/Button.tsx'
import { AngleFields, USUAL_ANGLES } from './AngleFields.tsx'
import { ApproveTreatment } from './ApproveTreatment.tsx'
import { EmptyTreatment } from './EmptyTreatment.tsx'
import { Gallery } from './Gallery.tsx'
import { GoneVariant } from './GoneVariant.tsx'
import { Notices } from './Notices.tsx'
import { ProseRoom } from './ProseRoom.tsx'
import type { Shown } from './shown.ts'
import styles from './treatment.module.css'
import { useTreatment } from './treatmentStore.ts'
import { useFollowedThread } from './useFollowedThread.ts'
import { readingOf, slotsOf, useTreatmentAgent } from './useTreatmentAgent.ts'

const READER = 'You may read this treatment; ask an owner for the editor role.'

interface TreatmentRoomProps {
  document: OpenDocument
  lock: DocumentLock | null
  canWrite: boolean
  shown: Shown
  onShow: (shown: Shown) => void
}

/** The gallery, or one variant of it: the chosen one unless the address says another. */
export function TreatmentRoom({ document: open, lock, canWrite, shown, onShow }: TreatmentRoomProps) {
  const { project, user } = useProjectContext()
  const { doc, documentId } = open
  const treatment = useTreatment(doc)
  const agent = useTreatmentAgent(project.id, documentId)
  const agents = useAgents(project.id)
  const runAgent = useRunAgent(project.id)
  const drafts = useDrafts(documentId)
  const [asksWhy, setAsksWhy] = useState(false)
  const [angles, setAngles] = useState(USUAL_ANGLES)
  const reason = canWrite ? null : lock ? lockSentence(lock) : READER
  const stages = useStages(project.id).data
  const isBriefOpen = stages?.some(({ id, status }) => id === 'brief' && status !== 'locked') ?? false
  const agentReason = reason ?? (isBriefOpen ? 'Agents write from a locked brief. Lock the brief first.' : null)
  const ask = useCallback(
    async (request: AskRequest) => {
      await runAgent('rewrite', { ...request, documentId })
    },
    [runAgent, documentId],
  )
  const write = () => {
    const madeBy = { kind: 'person', id: user.id, name: user.name } as const
    const angle = { title: '', tone: '', ending: '', chronology: '' }
    onShow({ variant: addVariant(doc, { ...angle, lines: [], madeBy, at: new Date().toISOString() }) })
  }
  const stage = stageOfKind('treatment')
  const { variants } = treatment
  // whoever looks at the gallery while somebody chooses stays there
  const [first] = useState(treatment.active)
  const variant = variants.find(({ id }) => id === (shown.variant ?? first))
  const slots = slotsOf(agent, drafts, variants)
  useFollowedThread(doc, documentId, variant?.id)
  const reading = readingOf(agent, drafts)
  const notices = (
    <>
      <LockNotice document={open} lock={lock} canWrite={canWrite} />
      {shown.variant !== undefined && <GoneVariant doc={doc} id={shown.variant} reason={reason} />}
      <Notices projectId={project.id} agent={agent} isBriefOpen={isBriefOpen} reason={agentReason} />
    </>
  )
  const running = agent.job && slots.length > 0 ? { job: agent.job, slots, reading, reason } : null

  const why = (
    <WhyBox
      open={asksWhy}
      onOpenChange={setAsksWhy}
      title="Regenerate the treatment"
      happens="Three new variants are written and join the gallery. Nothing is overwritten: yours stay as they are, and you choose."
      confirm="Regenerate"
      placeholder="The ending is too neat. Let her stay on the river, and tell it from the daughter’s side."
      agent={agent.agent}
      onConfirm={async text => {
        await agent.start(text, angles)
        onShow({ variant: 'none' })
      }}
    >
      <AngleFields angles={angles} onChange={setAngles} />
    </WhyBox>
  )
  const regenerate = (
    <Button
      icon={<RefreshCw aria-hidden="true" />}
      pending={agent.busy}
      disabledReason={agentReason}
      onClick={() => setAsksWhy(true)}
    >
      Regenerate…
    </Button>
  )

  if (variant)
    return (
      <>
        <ProseRoom
          key={variant.id}
          open={open}
          variant={variant}
          treatment={treatment}
          beside={variants.find(({ id }) => id === shown.beside && id !== variant.id) ?? null}
          user={user}
          canWrite={canWrite}
          reason={reason}
          lock={lock}
          drafts={drafts.filter(draft => draft.agent !== 'treatment')}
          rewriteAgent={agents.data?.find(one => one.name === 'rewrite')}
          regenerate={regenerate}
          notices={
            running && (
              <p className={styles.notice} role="status">
                <span>{reading === '' ? 'Three new variants are being written.' : reading}</span>
                <Button size="small" onClick={() => onShow({ variant: 'none' })}>
                  Watch
                </Button>
              </p>
            )
          }
          onAsk={ask}
          onShow={(id, beside) => onShow({ variant: id ?? 'none', ...(beside ? { beside } : {}) })}
        />
        {why}
      </>
    )
  if (variants.length === 0 && !running)
    return (
      <EmptyTreatment
        agent={agent}
        reason={reason}
        agentReason={agentReason}
        notices={notices}
        angles={angles}
        onAngles={setAngles}
        onWrite={write}
      />
    )
  return (
    <>
      <Gallery
        projectId={project.id}
        doc={doc}
        treatment={treatment}
        reason={reason}
        tools={
          <>
            {regenerate}
            {stage && treatment.active !== null && !lock && <ApproveTreatment stage={stage} open={open} />}
          </>
        }
        notices={notices}
        running={running}
        onOpen={(id, beside) => onShow({ variant: id, ...(beside ? { beside } : {}) })}
        onWrite={write}
      />
      {why}
    </>
  )
}

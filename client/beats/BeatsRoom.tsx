import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import type { Beat } from '../../shared/core/beats/beats.ts'
import { stageOfKind } from '../../shared/core/stages/stages.ts'
import { useFieldPresence } from '../brief/fieldPresence.ts'
import { LockNotice } from '../locks/LockNotice.tsx'
import { useProjectContext } from '../project/context.tsx'
import { agentLabel } from '../project/useAgentJob.ts'
import { ApproveButton } from '../stages/ApproveButton.tsx'
import { useStages } from '../stages/queries.ts'
import { WhyBox } from '../stages/WhyBox.tsx'
import type { OpenDocument } from '../sync/hooks.ts'
import { lockSentence } from '../sync/saveState.ts'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { useToast } from '../ui/Toast.tsx'
import { useWarning } from '../warning/WarningProvider.tsx'
import { BeatList } from './BeatList.tsx'
import type { BeatAsking } from './BeatRow.tsx'
import { createBeatStore } from './beatStore.ts'
import styles from './beats.module.css'
import { ChosenBar } from './ChosenBar.tsx'
import { GroupBar } from './GroupBar.tsx'
import { BEAT_KEYS } from './keys.ts'
import { NoBeats } from './NoBeats.tsx'
import { RunningDraft } from './RunningDraft.tsx'
import { SheetHead } from './SheetHead.tsx'
import { SheetNotices } from './SheetNotices.tsx'
import { type BeatHand, type BeatPlace, useBeatActs } from './useBeatActs.ts'
import { useBeatAgents } from './useBeatAgents.ts'
import { useBeatInAddress } from './useBeatInAddress.ts'
import { useBeatQuestion } from './useBeatQuestion.tsx'
import { usePassages } from './usePassages.ts'
import { useNews, useSettling } from './useSettling.ts'
import { createWaitingStore } from './waiting.ts'

interface BeatsRoomProps {
  document: OpenDocument
  hand: BeatHand
  /** Null while it is not here yet. */
  treatment: Y.Doc | null
  brief: Y.Doc | null
  lock: DocumentLock | null
  canWrite: boolean
}

export function BeatsRoom({ document: open, hand, treatment, brief, lock, canWrite }: BeatsRoomProps) {
  const { project, user } = useProjectContext()
  const toast = useToast()
  const scroller = useRef<HTMLDivElement>(null)
  const store = useMemo(() => createBeatStore(open.doc), [open])
  const waitingIn = useMemo(() => createWaitingStore(open.doc), [open])
  const beats = useSyncExternalStore(store.subscribe, store.get)
  const waiting = useSyncExternalStore(waitingIn.subscribe, waitingIn.get)
  const passages = usePassages(beats, treatment)
  const { others, enter } = useFieldPresence(open.awareness)
  const [goTo, setGoTo] = useState<BeatPlace | null>(null)
  /** The beat behind which one is asked for, and why. */
  const [asked, setAsked] = useState<Beat | null>(null)
  const [rewriting, setRewriting] = useState(false)
  const [tried, setTried] = useState(false)
  const acts = useBeatActs(hand, canWrite, toast, setGoTo, useWarning())
  useBeatInAddress(id => beats.some(beat => beat.id === id), setGoTo)
  const settling = useSettling(hand, user)
  const agents = useBeatAgents(project.id, open.documentId)
  const stages = useStages(project.id).data
  const stage = stageOfKind('beats')
  const missing = stage?.missing(open.doc) ?? []
  useNews(waiting)

  const reason = canWrite
    ? null
    : lock
      ? lockSentence(lock)
      : 'You can read this sheet. Ask the owner to make you an editor.'
  const { sheet, sheetDrafts, work, tryTo } = agents
  const { askWords, askBeats, question } = useBeatQuestion(project.id, open.documentId, hand, canWrite, toast)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // what is taken off the sheet is not chosen any more
  const chosenHere = new Set(beats.flatMap(({ id }) => (chosen.has(id) ? [id] : [])))
  const choose = useCallback(
    (id: string) =>
      setChosen(now => {
        const next = new Set(now)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )
  const { agent } = agents.beat
  const asking = useMemo(
    (): BeatAsking => ({
      cost: agent ? agentLabel('', agent).replace(/^ - /, '') : null,
      reason,
      add: setAsked,
      brainstorm: id => void tryTo(work('brainstorm', id)),
      expand: id => void tryTo(work('expand', id)),
      words: askWords,
      beats: askBeats,
    }),
    [agent, reason, tryTo, work, askWords, askBeats],
  )

  const addLast = () => acts.add(beats.at(-1)?.id ?? null)
  useCommands([
    { keys: 'mod+z', label: 'Undo', group: 'Beat sheet', run: acts.undo },
    { keys: 'mod+shift+z', label: 'Redo', group: 'Beat sheet', run: acts.redo },
    ...BEAT_KEYS.map(({ keys, label }) => ({ keys, label, group: 'Beat sheet', palette: false })),
    ...(canWrite ? [{ label: 'Add a beat', group: 'Beat sheet', run: addLast }] : []),
  ])

  const isEmpty = beats.length === 0 && waiting.count === 0
  const isWritten = sheet.busy || sheetDrafts.length > 0
  return (
    <main className={styles.page}>
      <LockNotice document={open} lock={lock} canWrite={canWrite} />
      <div className={styles.scroller} ref={scroller}>
        <div className={styles.content}>
          <SheetHead
            count={beats.length}
            brief={brief}
            acts={acts}
            reason={reason}
            rewrite={agentLabel('Write anew', sheet.agent)}
            busy={isWritten}
            onAdd={addLast}
            onRewrite={() => setRewriting(true)}
          />
          <SheetNotices agents={agents} reason={reason} />
          {sheetDrafts.map(draft => (
            <RunningDraft key={`${draft.jobId} ${draft.part}`} draft={draft} me={user.id} />
          ))}
          {waiting.groups
            .filter(({ row }) => row === null)
            .map(group => (
              <GroupBar key={group.group} group={group} canWrite={canWrite} settling={settling} />
            ))}
          {isEmpty && sheetDrafts.length === 0 && (
            <NoBeats
              projectId={project.id}
              label={agentLabel('Generate the beat sheet', sheet.agent)}
              busy={isWritten}
              treatmentLocked={stages?.find(({ id }) => id === 'treatment')?.status === 'locked'}
              disabledReason={reason}
              onGenerate={() => void sheet.run({ documentId: open.documentId })}
              onWrite={addLast}
            />
          )}
          {chosenHere.size > 0 && canWrite && (
            <ChosenBar
              count={chosenHere.size}
              reason={reason}
              onAsk={from => askBeats([...chosenHere], from)}
              onClear={() => setChosen(new Set())}
            />
          )}
          {!isEmpty && (
            <BeatList
              beats={beats}
              scroller={scroller}
              hand={hand}
              acts={acts}
              canWrite={canWrite}
              others={others}
              onEnter={enter}
              passages={passages}
              waiting={waiting}
              drafts={agents.drafts}
              me={user.id}
              settling={settling}
              asking={asking}
              chosen={chosenHere}
              onChoose={choose}
              goTo={goTo}
            />
          )}
          {stage && !lock && beats.length > 0 && (
            <div className={styles.gate}>
              <ApproveButton stage={stage} missing={missing} onMissing={() => setTried(true)} />
              <p className={styles.quiet}>The script is written from these beats. “Edit anyway” reopens them.</p>
              <div aria-live="polite" className={styles.missing}>
                {tried && missing.map(sentence => <p key={sentence}>{sentence}</p>)}
              </div>
            </div>
          )}
        </div>
      </div>
      {question}
      <WhyBox
        open={asked !== null}
        onOpenChange={isOpen => !isOpen && setAsked(null)}
        title={asked ? `A beat behind ${asked.number}${asked.title ? `: ${asked.title}` : ''}` : ''}
        happens="An agent writes it from the beats around it. It comes as a suggestion; nothing is changed before you accept it."
        confirm="Ask for a beat"
        agent={agent}
        operation={{ kind: 'edit', stage: 'beats', elements: null }}
        placeholder="We need to see that she knows the bridge is out before she lets them drive."
        onConfirm={why => (asked ? work('add', asked.id, why) : Promise.resolve())}
      />
      <WhyBox
        open={rewriting}
        onOpenChange={setRewriting}
        title="Write the beat sheet anew"
        happens="It comes as one group of suggestions beside the beats that are there; nothing is changed before you accept it."
        confirm="Write it anew"
        agent={sheet.agent}
        operation={{ kind: 'edit', stage: 'beats', elements: null }}
        placeholder="The second half drags: fewer beats on the island, and the storm earlier."
        onConfirm={async why => void (await sheet.start({ documentId: open.documentId, instruction: why }))}
      />
    </main>
  )
}

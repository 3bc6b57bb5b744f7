import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import { confirmShot } from '../../shared/core/dependencies/confirm.ts'
import { shownLines } from '../../shared/core/dependencies/lines.ts'
import { totalSeconds } from '../../shared/core/shots/shots.ts'
import { createShotUndo } from '../../shared/core/shots/undo.ts'
import { useScenes } from '../api/hooks.ts'
import { AuthorLegend } from '../authorship/AuthorLegend.tsx'
import { AuthorsButton } from '../authorship/AuthorsButton.tsx'
import { LockButton } from '../locks/LockButton.tsx'
import { LockNotice } from '../locks/LockNotice.tsx'
import { useProjectContext } from '../project/context.tsx'
import type { OpenDocument } from '../sync/openDocument.ts'
import { lockSentence } from '../sync/saveState.ts'
import { announce } from '../ui/announce.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { useRemembered } from '../ui/remembered.ts'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { useToast } from '../ui/Toast.tsx'
import { useWarning } from '../warning/WarningProvider.tsx'
import { BreakdownBar } from './BreakdownBar.tsx'
import { ShotCommentsPanel } from './comments/ShotCommentsPanel.tsx'
import { useShotComments } from './comments/useShotComments.ts'
import { guestStore } from './data/cellPresence.ts'
import { createSceneStore } from './data/sceneStore.ts'
import { createShotStore } from './data/shotStore.ts'
import type { Hand } from './grid/actions.ts'
import { GRID_KEYS } from './grid/keys.ts'
import { ShotGrid } from './grid/ShotGrid.tsx'
import type { CellRef } from './grid/selection.ts'
import { NoShots } from './NoShots.tsx'
import { RearviewMirror } from './RearviewMirror.tsx'
import { SceneHeader } from './SceneHeader.tsx'
import { ScenePanel, type SceneTab } from './ScenePanel.tsx'
import { SceneTools } from './SceneTools.tsx'
import { useActs } from './useActs.ts'
import { useBreakdown } from './useBreakdown.ts'
import { useCellHands } from './useCellHands.ts'
import { useCoverage } from './useCoverage.ts'
import { useLabels } from './useLabels.ts'
import { useRemoteRows } from './useRemoteRows.ts'

interface SceneRoomProps {
  sceneId: string
  table: OpenDocument
  script: OpenDocument
  editable: boolean
  readOnly: boolean
  lock: DocumentLock | null
}

/** Opens the person's undo for as long as the table is shown. */
export function SceneRoom(props: SceneRoomProps) {
  const { table } = props
  const { user } = useProjectContext()
  const [hand, setHand] = useState<Hand | null>(null)
  useEffect(() => {
    const origin = { page: 'scene' }
    const undo = createShotUndo(table.doc, origin)
    setHand({ doc: table.doc, undo, origin, author: { kind: 'person', id: user.id, name: user.name } })
    return () => undo.destroy()
  }, [table, user.id, user.name])
  return hand && hand.doc === table.doc ? <Room {...props} hand={hand} /> : null
}

function Room({ sceneId, table, script, editable, readOnly, lock, hand }: SceneRoomProps & { hand: Hand }) {
  const { project, canWrite, user } = useProjectContext()
  const toast = useToast()
  const shotStore = useMemo(() => createShotStore(table.doc), [table])
  const sceneStore = useMemo(() => createSceneStore(script.doc, shotStore, sceneId), [script, shotStore, sceneId])
  const guestsIn = useMemo(() => guestStore(table.awareness), [table])
  const unlabelled = useSyncExternalStore(shotStore.subscribe, shotStore.get)
  const view = useSyncExternalStore(sceneStore.subscribe, sceneStore.get)
  const guests = useSyncExternalStore(guestsIn.subscribe, guestsIn.get)
  const { scene, previous, next, outdated, numbers } = view
  const shots = useLabels(unlabelled, scene?.number ?? '')
  const breakdown = useBreakdown(project.id, sceneId)
  const eighths = useScenes(project.id).data?.find(({ id }) => id === sceneId)?.eighths ?? 0
  const authors = useCellHands(table, user.id)
  const [panel, setPanel] = useRemembered('scene.panel', true)
  const [tab, setTab] = useState<SceneTab>('script')
  const [place, setPlace] = useState<{ cell: CellRef | null; selected: readonly string[] }>({
    cell: null,
    selected: [],
  })
  const [goTo, setGoTo] = useState<CellRef | null>(null)
  const panelRef = useRef<HTMLElement>(null)
  useRemoteRows(table.doc)

  const canEdit = canWrite && editable
  const readOnlyReason = canEdit
    ? null
    : lock
      ? lockSentence(lock)
      : readOnly || !canWrite
        ? 'You can read this project. Ask its owner to make you an editor.'
        : 'The table cannot be edited at the moment. It opens again by itself.'

  useEffect(() => () => table.awareness.setLocalStateField('cell', null), [table])

  const onPlace = useCallback(
    (cell: (CellRef & { editing: boolean }) | null, selected: readonly string[]) => {
      table.awareness.setLocalStateField('cell', cell)
      setPlace(old => ({ cell: cell ?? old.cell, selected }))
    },
    [table],
  )
  const sceneName = useCallback(
    (id: string) => (numbers.get(id) ? `scene ${numbers.get(id)}` : 'the pages before the first scene'),
    [numbers],
  )
  const onConfirm = useCallback(
    (shotId: string) => {
      hand.undo.endAct()
      confirmShot(table.doc, shotId, shownLines(script.doc), sceneId, hand.origin)
      hand.undo.endAct()
      announce('The shot is up to date again.')
    },
    [hand, table, script, sceneId],
  )
  const onLeave = useCallback(() => {
    setPanel(true)
    requestAnimationFrame(() =>
      panelRef.current?.querySelector<HTMLElement>('[role="tab"][data-state="active"]')?.focus(),
    )
  }, [setPanel])
  const showComments = useCallback(() => {
    setPanel(true)
    setTab('comments')
  }, [setPanel])
  const said = useShotComments(table.documentId, shots, showComments)
  const { begin } = said
  const commentReason = said.comments.reason ?? (place.cell ? null : 'Go to a cell first.')
  const onComment = useCallback(
    (cell: CellRef) => {
      if (said.comments.reason) toast({ title: 'You cannot comment now', detail: said.comments.reason })
      else begin(cell)
    },
    [begin, said.comments.reason, toast],
  )
  const acts = useActs(hand, toast, setGoTo, sceneId, useWarning())

  const selected = place.selected
  useCommands([
    ...GRID_KEYS.flatMap(({ keys, label }) => (label ? [{ keys, label, group: 'Shot table', palette: false }] : [])),
    { label: 'Add a shot', group: 'Shot table', run: () => canEdit && acts.add(shots.at(-1)?.id ?? null) },
    ...(canEdit && !breakdown.busy
      ? [{ label: 'Break down the scene', group: 'Shot table', run: () => void breakdown.run() }]
      : []),
  ])

  const activeShot = shots.find(shot => shot.id === (selected[0] ?? place.cell?.shotId)) ?? null
  const { covered, lit, onHoverShot, onHoverLine } = useCoverage(shots, selected)

  if (!scene)
    return (
      <ErrorNotice
        happened="This scene is no longer in the script."
        kept="Its shots are kept: they are here again when the scene comes back, by undo or from a version."
      />
    )
  return (
    <div className="scene-room" data-panel={panel || undefined}>
      <main className="scene-main">
        <SceneHeader
          projectId={project.id}
          scene={scene}
          previous={previous}
          next={next}
          eighths={eighths}
          shots={shots.length}
          seconds={totalSeconds(shots)}
          outdated={outdated.shots.size}
        >
          <SceneTools
            hand={hand}
            acts={acts}
            shots={shots}
            selected={selected}
            readOnlyReason={readOnlyReason}
            onGo={setGoTo}
            commentReason={commentReason}
            onComment={() => place.cell && onComment(place.cell)}
            panel={panel}
            onPanel={() => setPanel(!panel)}
          >
            <AuthorsButton group="Shot table" size="small" shown={authors.shown} onToggle={authors.toggle} />
            <LockButton documentId={table.documentId} lock={lock} root="shots" what="shot list" />
          </SceneTools>
        </SceneHeader>
        {authors.shown && (
          <AuthorLegend hands={authors.hands} me={user.id} here={place.cell && authors.sentenceOf(place.cell)} />
        )}
        <LockNotice document={table} lock={lock} canWrite={canEdit} />
        <RearviewMirror previous={previous} />
        <BreakdownBar
          breakdown={breakdown}
          uncovered={outdated.uncovered.length}
          hasShots={shots.length > 0}
          disabledReason={readOnlyReason}
          onShowUncovered={() => {
            setPanel(true)
            setTab('script')
          }}
        />
        {shots.length > 0 ? (
          <ShotGrid
            shots={shots}
            hand={hand}
            acts={acts}
            canEdit={canEdit}
            readOnlyReason={readOnlyReason}
            outdated={outdated.shots}
            guests={guests}
            hands={authors.rows}
            commented={said.cells}
            me={user.id}
            lit={lit}
            sceneName={sceneName}
            label={`Shots of scene ${scene.number}`}
            goTo={goTo}
            onConfirm={onConfirm}
            onHover={onHoverShot}
            onPlace={onPlace}
            onLeave={onLeave}
            onComment={onComment}
          />
        ) : (
          <NoShots breakdown={breakdown} disabledReason={readOnlyReason} onAdd={() => acts.add(null)} />
        )}
      </main>
      {panel && (
        <ScenePanel
          ref={panelRef}
          tab={tab}
          onTab={setTab}
          scene={scene}
          shots={shots}
          shot={activeShot}
          reasons={activeShot ? (outdated.shots.get(activeShot.id) ?? []) : []}
          covered={covered}
          uncovered={outdated.uncovered}
          sceneName={sceneName}
          disabledReason={readOnlyReason}
          onConfirm={onConfirm}
          onHoverLine={onHoverLine}
          onChooseShot={shotId => setGoTo({ shotId, column: 'action' })}
          openComments={said.comments.threads.filter(({ resolvedBy }) => resolvedBy === null).length}
          comments={<ShotCommentsPanel shots={shots} of={said} cell={place.cell} onGo={setGoTo} />}
        />
      )}
    </div>
  )
}

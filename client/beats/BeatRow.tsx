import { GripVertical, Plus, Quote, TriangleAlert, X } from 'lucide-react'
import { memo, type PointerEvent } from 'react'
import { BEAT_TEXTS, type Beat } from '../../shared/core/beats/beats.ts'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import type { RowPreview } from '../../shared/core/suggestions/previewRows.ts'
import { makerName } from '../authorship/maker.ts'
import { OfflineBadge } from '../authorship/OfflineBadge.tsx'
import { Avatar, type Somebody } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { classNames } from '../ui/classNames.ts'
import { Tooltip } from '../ui/Tooltip.tsx'
import { BeatField, fieldName } from './BeatField.tsx'
import { BeatMenu } from './BeatMenu.tsx'
import styles from './beats.module.css'
import { Passage } from './Passage.tsx'
import type { PassageLine } from './passage.ts'
import { RowSuggestions } from './RowSuggestions.tsx'
import { RunningDraft } from './RunningDraft.tsx'
import type { BeatActs, BeatHand } from './useBeatActs.ts'
import type { BeatQuestion } from './useBeatQuestion.tsx'
import type { Settling } from './useSettling.ts'
import type { WaitingGroup } from './waiting.ts'

/** What an agent can be asked about a beat. */
export interface BeatAsking {
  /** What a press costs, in words; null: there is nobody to ask. */
  cost: string | null
  /** Why nobody can be asked now. */
  reason: string | null
  add: (beat: Beat) => void
  brainstorm: (id: string) => void
  expand: (id: string) => void
  /** Rewriting by an instruction: words of a text, or whole beats. */
  words: BeatQuestion['askWords']
  beats: BeatQuestion['askBeats']
}

export interface BeatRowProps {
  beat: Beat
  count: number
  hand: BeatHand
  acts: BeatActs
  canWrite: boolean
  /** Is it the one that Tab leads to? */
  isCurrent: boolean
  drop: 'before' | 'after' | null
  dragged: boolean
  others: ReadonlyMap<string, readonly Somebody[]>
  passage: readonly PassageLine[] | null
  /** Is its passage shown? */
  shown: boolean
  preview: RowPreview | null
  groups: readonly WaitingGroup[]
  drafts: readonly Draft[]
  me: string
  settling: Settling
  asking: BeatAsking
  onPress: (id: string, event: PointerEvent) => void
  onEnter: (field: string | null) => void
  onPassage: (id: string) => void
  /** Is it one of those that are worked on together? */
  isChosen: boolean
  onChoose: (id: string) => void
}

const NOBODY: readonly Somebody[] = []

/** One beat: its number, by which it is dragged, its texts, its buttons, and what waits on it. */
export const BeatRow = memo(function BeatRow(props: BeatRowProps) {
  const { beat, hand, acts, canWrite, others, passage, shown, preview, drafts, settling, asking } = props
  const { id, number, madeBy } = beat
  const changed = passage?.some(line => line.changed) ?? false
  const maker =
    madeBy?.kind === 'agent'
      ? { id: madeBy.agent, name: madeBy.name, agent: true }
      : madeBy && { id: madeBy.id, name: madeBy.name }
  return (
    <li
      className={styles.beat}
      data-row-id={id}
      data-place={number - 1}
      data-drop={props.drop ?? undefined}
      data-dragged={props.dragged || undefined}
      data-chosen={props.isChosen || undefined}
      data-removal={preview?.removals.some(({ status }) => status !== 'stale') || undefined}
    >
      <button
        type="button"
        className={styles.number}
        data-part="number"
        tabIndex={props.isCurrent ? 0 : -1}
        aria-label={`Beat ${number}${beat.title.trim() === '' ? '' : `: ${beat.title.trim()}`}`}
        aria-keyshortcuts={canWrite ? 'Enter Space Control+J Alt+ArrowUp Alt+ArrowDown Delete' : undefined}
        aria-pressed={props.isChosen}
        onPointerDown={event => {
          if (!canWrite) return
          if (!event.ctrlKey && !event.metaKey) props.onPress(id, event)
        }}
        onClick={event => {
          if (canWrite && (event.ctrlKey || event.metaKey)) props.onChoose(id)
        }}
      >
        {canWrite && <GripVertical aria-hidden="true" />}
        {number}
      </button>
      {BEAT_TEXTS.map(name => (
        <BeatField
          key={name}
          hand={hand}
          acts={acts}
          id={id}
          number={number}
          name={name}
          readOnly={!canWrite}
          others={others.get(fieldName(id, name)) ?? NOBODY}
          onEnter={props.onEnter}
          onAsk={asking.words}
        />
      ))}
      <div className={styles.tools} data-part="tool">
        {passage && (
          <IconButton
            label={changed ? 'Show the passage; it changed since' : 'Show the passage'}
            size="small"
            tabIndex={-1}
            className={classNames(changed && styles.changed)}
            aria-expanded={shown}
            onClick={() => props.onPassage(id)}
          >
            {changed ? <TriangleAlert /> : <Quote />}
          </IconButton>
        )}
        {canWrite && (
          <>
            <IconButton
              label={asking.cost === null ? 'Ask for a beat below' : `Ask for a beat below, ${asking.cost}`}
              size="small"
              tabIndex={-1}
              disabledReason={asking.reason}
              onClick={() => asking.add(beat)}
            >
              <Plus />
            </IconButton>
            <BeatMenu {...props} />
            <IconButton label="Remove" keys="Delete" size="small" tabIndex={-1} onClick={() => acts.remove(id)}>
              <X />
            </IconButton>
          </>
        )}
        <OfflineBadge of={madeBy} />
        {madeBy && maker && (
          <Tooltip label={`Made by ${makerName(madeBy)}`}>
            <span className={styles.maker}>
              <Avatar of={maker} small />
            </span>
          </Tooltip>
        )}
      </div>
      {shown && passage && <Passage lines={passage} number={number} />}
      {drafts.map(draft => (
        <RunningDraft key={`${draft.jobId} ${draft.part}`} draft={draft} me={props.me} />
      ))}
      {preview && (
        <RowSuggestions
          id={id}
          preview={preview}
          groups={props.groups}
          me={props.me}
          canWrite={canWrite}
          settling={settling}
        />
      )}
    </li>
  )
})

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Beat } from '../../shared/core/beats/beats.ts'
import type { Draft } from '../../shared/core/drafts/drafts.ts'
import { TOP } from '../../shared/core/suggestions/previewRows.ts'
import type { Somebody } from '../ui/Avatar.tsx'
import { useListDrag } from '../ui/useListDrag.ts'
import { type BeatAsking, BeatRow } from './BeatRow.tsx'
import styles from './beats.module.css'
import { type BeatPart, beatKey } from './keys.ts'
import { RowSuggestions } from './RowSuggestions.tsx'
import type { BeatActs, BeatHand, BeatPlace } from './useBeatActs.ts'
import { useHeldFocus } from './useHeldFocus.ts'
import type { Passages } from './usePassages.ts'
import type { Settling } from './useSettling.ts'
import type { Waiting } from './waiting.ts'

interface BeatListProps {
  beats: readonly Beat[]
  scroller: RefObject<HTMLElement | null>
  hand: BeatHand
  acts: BeatActs
  canWrite: boolean
  others: ReadonlyMap<string, readonly Somebody[]>
  onEnter: (field: string | null) => void
  passages: Passages
  waiting: Waiting
  drafts: readonly Draft[]
  me: string
  settling: Settling
  asking: BeatAsking
  chosen: ReadonlySet<string>
  onChoose: (id: string) => void
  /** Where to put the focus, once it is there. */
  goTo: BeatPlace | null
}

const NO_DRAFTS: readonly Draft[] = []

/** The beats in their order: walked through by arrows, moved by hand or by Alt and the arrows. */
export function BeatList(props: BeatListProps) {
  const { beats, scroller, acts, canWrite, passages, waiting, drafts, goTo } = props
  const list = useRef<HTMLOListElement>(null)
  const [current, setCurrent] = useState<string | null>(null)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const { drag, start } = useListDrag(list, { scroller, grip: '[data-part="number"]' }, ({ id, after }) =>
    acts.moveBehind(id, after),
  )
  useHeldFocus(list, beats)

  const partOf = useCallback((id: string, part: BeatPart): HTMLElement | null => {
    const found = list.current?.querySelector(`[data-row-id="${CSS.escape(id)}"] [data-part="${part}"]`)
    return found instanceof HTMLButtonElement ? found : (found?.querySelector<HTMLElement>('textarea, button') ?? null)
  }, [])
  useEffect(() => {
    if (goTo) partOf(goTo.id, goTo.part)?.focus()
  }, [goTo, partOf])
  const onPassage = useCallback(
    (id: string) =>
      setOpen(now => {
        const next = new Set(now)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    [],
  )

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target } = event
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row-id]') : null
    const part = target instanceof Element ? target.closest<HTMLElement>('[data-part]')?.dataset.part : undefined
    const id = row?.dataset.rowId
    if (!row || id === undefined || !isPart(part) || event.nativeEvent.isComposing) return
    const key = beatKey(event, part)
    if (!key) return
    const place = beats.findIndex(beat => beat.id === id)
    const goToNumber = (beat: Beat | undefined) => beat && partOf(beat.id, 'number')?.focus()
    event.preventDefault()
    switch (key.act) {
      case 'go':
        return goToNumber(beats[place + key.by])
      case 'ends':
        return goToNumber(beats.at(key.to === 'first' ? 0 : -1))
      case 'move':
        return void acts.moveByOne(id, key.by)
      case 'walk':
        return walk(row, key.by)
      case 'edit':
        return partOf(id, 'title')?.focus()
      case 'body':
        return partOf(id, 'body')?.focus()
      case 'leave':
        return partOf(id, 'number')?.focus()
      case 'choose':
        return canWrite ? props.onChoose(id) : undefined
      case 'ask':
        if (target instanceof HTMLTextAreaElement && (part === 'title' || part === 'body'))
          return props.asking.words(id, part, target)
        return props.asking.beats(props.chosen.has(id) ? [...props.chosen] : [id], partOf(id, 'number') ?? row)
      case 'add':
        return acts.add(id)
      case 'split':
        return acts.split(id, target instanceof HTMLTextAreaElement ? target.selectionStart : 0)
      case 'remove':
        return acts.remove(id)
    }
  }

  const first = waiting.rows.get(TOP)
  const tabStop = beats.some(beat => beat.id === current) ? current : beats[0]?.id
  return (
    <>
      {first && (
        <RowSuggestions
          id={TOP}
          preview={first}
          groups={waiting.groups}
          me={props.me}
          canWrite={canWrite}
          settling={props.settling}
        />
      )}
      <ol
        ref={list}
        className={styles.list}
        aria-label="Beats"
        data-dragging={drag ? '' : undefined}
        onKeyDown={onKeyDown}
        onFocus={event => setCurrent(event.target.closest<HTMLElement>('[data-row-id]')?.dataset.rowId ?? null)}
      >
        {beats.map((beat, place) => (
          <BeatRow
            key={beat.id}
            beat={beat}
            count={beats.length}
            hand={props.hand}
            acts={acts}
            canWrite={canWrite}
            isCurrent={beat.id === tabStop}
            drop={
              drag === null
                ? null
                : drag.gap === place
                  ? 'before'
                  : drag.gap > place && place === beats.length - 1
                    ? 'after'
                    : null
            }
            dragged={drag?.id === beat.id}
            others={props.others}
            passage={passages.get(beat.id) ?? null}
            shown={open.has(beat.id)}
            preview={waiting.rows.get(beat.id) ?? null}
            groups={waiting.groups}
            drafts={draftsOf(drafts, beat.id)}
            me={props.me}
            settling={props.settling}
            asking={props.asking}
            onPress={start}
            onEnter={props.onEnter}
            onPassage={onPassage}
            isChosen={props.chosen.has(beat.id)}
            onChoose={props.onChoose}
          />
        ))}
      </ol>
    </>
  )
}

const isPart = (part: string | undefined): part is BeatPart =>
  part === 'number' || part === 'tool' || part === 'title' || part === 'body'

function draftsOf(drafts: readonly Draft[], id: string): readonly Draft[] {
  const own = drafts.filter(({ target }) => target.lineIds.includes(id))
  return own.length === 0 ? NO_DRAFTS : own
}

/** Right and left: from the number to the buttons of its row, and back. */
function walk(row: HTMLElement, by: -1 | 1): void {
  const parts: (Element | null)[] = [...row.querySelectorAll('[data-part="number"], [data-part="tool"] button')]
  const next = parts[parts.indexOf(document.activeElement) + by]
  if (next instanceof HTMLElement) next.focus()
}

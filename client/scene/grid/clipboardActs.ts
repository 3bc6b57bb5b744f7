import type { ClipboardEvent } from 'react'
import { formatHtmlTable, formatTsv, readClipboard } from '../../../shared/core/shots/clipboard.ts'
import type { Shot } from '../../../shared/core/shots/shots.ts'
import { clearRange, type Hand, pasteRange } from './actions.ts'
import { rangeText } from './paste.ts'
import { cellAt, type Rect, type Selection } from './selection.ts'

/** Puts a range on the clipboard, as text for a spreadsheet's cells and as an HTML table for documents. */
export function copyRange(event: ClipboardEvent, shots: readonly Shot[], rect: Rect): void {
  const range = rangeText(shots, rect)
  event.clipboardData.setData('text/plain', formatTsv(range))
  event.clipboardData.setData('text/html', formatHtmlTable(range))
  event.preventDefault()
}

export function cutRange(event: ClipboardEvent, hand: Hand, shots: readonly Shot[], rect: Rect): void {
  copyRange(event, shots, rect)
  clearRange(
    hand,
    shots.map(shot => shot.id),
    rect,
  )
}

export interface Pasted {
  range: Selection | null
  refused: { shotId: string; text: string; message: string }[]
  /** What a person should know besides; null when all went in. */
  notice: string | null
}

/** Pastes what is on the clipboard over the selection; null when there is nothing to paste. */
export function pasteFrom(event: ClipboardEvent, hand: Hand, shots: readonly Shot[], rect: Rect): Pasted | null {
  const html = event.clipboardData.getData('text/html')
  const text = event.clipboardData.getData('text/plain')
  if (html === '' && text === '') return null
  const { plan, ids } = pasteRange(hand, shots, readClipboard(html, text), rect)
  const anchor = cellAt(ids, plan.rect.top, plan.rect.left)
  const head = cellAt(ids, plan.rect.bottom, plan.rect.right)
  const notices = [
    plan.dropped > 0 &&
      `${plan.dropped === 1 ? 'One column' : `${plan.dropped} columns`} did not fit and ${plan.dropped === 1 ? 'was' : 'were'} left out.`,
    plan.refused.length > 0 &&
      `${plan.refused.length === 1 ? 'One duration was' : `${plan.refused.length} durations were`} not understood; correct them in the table.`,
  ].filter(Boolean)
  return {
    range: anchor && head ? { anchor, head, active: anchor } : null,
    refused: plan.refused.flatMap(({ row, ...rest }) => {
      const shotId = ids[row]
      return shotId === undefined ? [] : [{ shotId, ...rest }]
    }),
    notice: notices.length > 0 ? notices.join(' ') : null,
  }
}

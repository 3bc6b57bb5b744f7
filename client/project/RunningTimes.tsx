import {
  BY_PAGES_HINT,
  BY_WORDS_HINT,
  formatByPages,
  formatByWords,
  formatPages,
} from '../../shared/core/reports/format.ts'

/** How long a film is: its pages, the time that they stand for, and the time that its words take. */
export function RunningTimes({ eighths, seconds }: { eighths: number; seconds: number }) {
  return (
    <>
      <span>{formatPages(eighths)}</span>
      <span title={BY_PAGES_HINT}>{formatByPages(eighths)}</span>
      <span title={BY_WORDS_HINT}>{formatByWords(seconds)}</span>
    </>
  )
}

import { formatEighths, formatSeconds, spokenEighths } from '../../shared/core/reports/format.ts'

/** Length on paper, read aloud as a person would say it. */
export const Eighths = ({ value }: { value: number }) => (
  <>
    <span aria-hidden="true">{formatEighths(value)}</span>
    <span className="sr-only">{spokenEighths(value)}</span>
  </>
)

export const seconds = (value: number): string => formatSeconds(value)
export const figure = (value: number): string => Math.round(value).toLocaleString('en')
export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

import { SHOT_SECONDS } from './columns.ts'

/** A duration that cannot be stored; the message says what is allowed. What was typed stays in the editor. */
export class ShotSecondsError extends Error {
  readonly code = 'shot-seconds'
}

/** Seconds as shown in a cell: '8', '2.5'. */
export const formatSeconds = (seconds: number): string => String(Math.round(seconds * 100) / 100)

export const isShotSeconds = (value: unknown): value is number =>
  typeof value === 'number' && value >= SHOT_SECONDS.least && value <= SHOT_SECONDS.most

/**
 * Seconds from what a person typed or pasted: '8', '2.5', '2,5', '8 s', '0:08'.
 * @throws {ShotSecondsError} when it is no number of seconds between the bounds.
 */
export function parseSeconds(text: string): number {
  const trimmed = text.trim().replace(/\s*(s|sec|secs|seconds?)\.?$/i, '')
  const clock = /^(\d{1,2}):(\d{2}(?:[.,]\d+)?)$/.exec(trimmed)
  const decimal = (part: string) => Number(part.replace(',', '.'))
  const seconds = clock
    ? Number(clock[1]) * 60 + decimal(clock[2] ?? '')
    : /^\d*[.,]?\d+$/.test(trimmed)
      ? decimal(trimmed)
      : Number.NaN
  if (Number.isNaN(seconds))
    throw new ShotSecondsError(`“${text.trim()}” is no number of seconds. Type a number, such as 8 or 2.5.`)
  const rounded = Math.round(seconds * 100) / 100
  if (!isShotSeconds(rounded))
    throw new ShotSecondsError(
      `A shot lasts ${SHOT_SECONDS.least} to ${SHOT_SECONDS.most} seconds, not ${formatSeconds(rounded)}.`,
    )
  return rounded
}

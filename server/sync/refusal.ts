import { CLOSE, type CloseName } from '../../shared/core/closeCodes.ts'

/**
 * Why a connection or a message is turned away. Hocuspocus passes `reason` to the client when it is thrown during
 * authentication; whoever throws it later also closes the socket itself, because the library would leave it open.
 */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: number
  readonly reason: string

  constructor(close: CloseName, message: string) {
    // where it was thrown says nothing, and hostile clients cause hundreds a second
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = limit
    this.code = CLOSE[close].code
    this.reason = CLOSE[close].reason
  }
}

/**
 * A {@link Refusal} as Hocuspocus is thrown it where a message is turned away: it prints what it catches there, and errors with
 * message and stack, which costs more than the refusal itself.
 */
export const turnedAway = ({ code, reason }: Refusal): { code: number; reason: string } => ({ code, reason })

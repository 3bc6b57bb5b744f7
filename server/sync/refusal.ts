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
    super(message)
    this.code = CLOSE[close].code
    this.reason = CLOSE[close].reason
  }
}

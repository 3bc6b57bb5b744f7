import { CLOSE } from '../../shared/core/closeCodes.ts'
import { ApiError, send } from '../api/request.ts'
import type { UploadAnswer } from './largeUpdates.ts'

const REASONS: Record<number, string> = {
  400: CLOSE.badFrame.reason,
  401: CLOSE.signInNeeded.reason,
  403: CLOSE.accessRevoked.reason,
  404: CLOSE.documentGone.reason,
  413: CLOSE.tooLarge.reason,
}

/** Sends a V1 update that is too large for the socket. Never rejects. */
export async function uploadUpdate(documentId: string, update: Uint8Array): Promise<UploadAnswer> {
  try {
    await send('POST', `/api/documents/${encodeURIComponent(documentId)}/updates`, new Blob([new Uint8Array(update)]))
    return 'durable'
  } catch (error) {
    if (error instanceof ApiError && error.status === 423) return 'locked'
    if (error instanceof ApiError && error.code === CLOSE.accountSuspended.reason) return { refused: error.code }
    const reason = error instanceof ApiError ? REASONS[error.status] : undefined
    return reason === undefined ? 'later' : { refused: reason }
  }
}

/** What of a document is durable, as a V1 update; null when the server does not say now. Never rejects. */
export async function readDurableState(documentId: string): Promise<Uint8Array | null> {
  try {
    const response = await send('GET', `/api/documents/${encodeURIComponent(documentId)}/state`)
    return new Uint8Array(await response.arrayBuffer())
  } catch {
    return null
  }
}

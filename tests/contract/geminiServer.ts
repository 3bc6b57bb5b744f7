import type { ServerResponse } from 'node:http'
import { pieces } from './providerServer.ts'

export type Chunk = Record<string, unknown>

/** Opens a stream of GenerateContentResponse as `streamGenerateContent?alt=sse` sends it. */
export function openStream(response: ServerResponse): (chunk: Chunk) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  return chunk => {
    response.write(
      `data: ${JSON.stringify({ modelVersion: 'gemini-3.8-flash-001', responseId: 'r1', ...chunk })}\r\n\r\n`,
    )
  }
}

const usage = { promptTokenCount: 812, totalTokenCount: 812, trafficType: 'ON_DEMAND' }
/** The last chunk's: 57 tokens said, 40 thought. */
const lastUsage = { ...usage, candidatesTokenCount: 57, thoughtsTokenCount: 40, totalTokenCount: 909 }

export const said = (text: string, rest: Record<string, unknown> = {}): Chunk => ({
  candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, ...rest }],
  usageMetadata: usage,
})

/** The stream of a complete answer, in pieces of a few characters. */
export function completeAnswer(response: ServerResponse, text: string): void {
  const send = openStream(response)
  for (const piece of pieces(text)) send(said(piece))
  send({ ...said('', { finishReason: 'STOP' }), usageMetadata: lastUsage })
  response.end()
}

/** A stream that says only its beginning, and what then happens to it. */
export function beginAnswer(response: ServerResponse, text: string): void {
  const send = openStream(response)
  for (const piece of pieces(text)) send(said(piece))
}

/** A stream that the provider ends for a reason of its own; with SAFETY and the like no content comes with it. */
export function stopped(response: ServerResponse, finishReason: string): void {
  const send = openStream(response)
  send(said('{"lines":['))
  send({ candidates: [{ finishReason, index: 0 }], usageMetadata: lastUsage })
  response.end()
}

/** Chunks as they are given, and no more. */
export function chunks(response: ServerResponse, ...list: Chunk[]): void {
  const send = openStream(response)
  for (const chunk of list) send(chunk)
  response.end()
}

/** google.rpc.Status with its details. */
export const rpcStatus = (code: number, status: string, message: string, details: Record<string, unknown>[] = []) => ({
  code,
  message,
  status,
  details,
})

export const retryInfo = (retryDelay: string) => ({ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay })
export const quotaFailure = (...quotaIds: string[]) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: quotaIds.map(quotaId => ({ quotaMetric: 'generativelanguage.googleapis.com/requests', quotaId })),
})
export const errorInfo = (reason: string) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
})

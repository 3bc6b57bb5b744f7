import type { ServerResponse } from 'node:http'
import { type ProviderServer, pieces, startProviderServer } from './providerServer.ts'

export interface ResponsesServer extends ProviderServer {
  baseURL: string
}

/** A small server that speaks the wire format of OpenAI's Responses API. */
export async function startResponsesServer(): Promise<ResponsesServer> {
  const server = await startProviderServer()
  return { ...server, baseURL: `${server.url}/v1` }
}

export function openStream(response: ServerResponse): (type: string, data: Record<string, unknown>) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  let sequence = 0
  return (type, data) => {
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...data })}\n\n`)
  }
}

const responseObject = (status: string, rest: Record<string, unknown> = {}) => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1_760_000_000,
  status,
  model: 'gpt-6.1-terra-2026-10-26',
  output: [],
  error: null,
  incomplete_details: null,
  usage: null,
  ...rest,
})

const item = { item_id: 'msg_1', output_index: 0, content_index: 0 }

/** The stream of a complete answer, in pieces of a few characters. */
export function completeAnswer(response: ServerResponse, text: string): void {
  const send = openStream(response)
  send('response.created', { response: responseObject('in_progress') })
  send('response.in_progress', { response: responseObject('in_progress') })
  send('response.output_item.added', {
    output_index: 0,
    item: { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] },
  })
  send('response.content_part.added', { ...item, part: { type: 'output_text', text: '', annotations: [] } })
  for (const delta of pieces(text)) send('response.output_text.delta', { ...item, delta, logprobs: [] })
  send('response.output_text.done', { ...item, text, logprobs: [] })
  send('response.completed', {
    response: responseObject('completed', {
      usage: {
        input_tokens: 812,
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: 57,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 869,
      },
    }),
  })
  response.end()
}

/** A stream that says only its beginning, and what then happens to it. */
export function beginAnswer(response: ServerResponse, text: string): void {
  const send = openStream(response)
  send('response.created', { response: responseObject('in_progress') })
  for (const delta of pieces(text)) send('response.output_text.delta', { ...item, delta, logprobs: [] })
}

export function refusal(response: ServerResponse, words: string): void {
  const send = openStream(response)
  send('response.created', { response: responseObject('in_progress') })
  for (const delta of pieces(words)) send('response.refusal.delta', { ...item, delta })
  send('response.refusal.done', { ...item, refusal: words })
  send('response.completed', { response: responseObject('completed') })
  response.end()
}

export function incomplete(response: ServerResponse, reason: string): void {
  const send = openStream(response)
  send('response.created', { response: responseObject('in_progress') })
  send('response.output_text.delta', { ...item, delta: '{"lines":[', logprobs: [] })
  send('response.incomplete', { response: responseObject('incomplete', { incomplete_details: { reason } }) })
  response.end()
}

export function failed(response: ServerResponse, code: string, message: string): void {
  const send = openStream(response)
  send('response.created', { response: responseObject('in_progress') })
  send('response.failed', { response: responseObject('failed', { error: { code, message } }) })
  response.end()
}

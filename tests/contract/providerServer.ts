import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'

/** What the server heard. */
export interface Heard {
  path: string
  headers: IncomingHttpHeaders
  body: Record<string, unknown>
}

export interface ProviderServer {
  url: string
  heard: Heard[]
  /** How the next requests are answered, one each; the last answer is repeated. */
  answers: ((response: ServerResponse, heard: Heard) => void)[]
  close(): Promise<void>
}

/** The HTTP under a provider's wire format: it keeps what it hears and answers as the test says. */
export async function startProviderServer(): Promise<ProviderServer> {
  const heard: Heard[] = []
  const answers: ProviderServer['answers'] = []
  const server = createServer(async (request, response) => {
    const one = { path: request.url ?? '', headers: request.headers, body: JSON.parse(await textOf(request)) }
    const answer = answers[Math.min(heard.length, answers.length - 1)]
    heard.push(one)
    answer?.(response, one)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    heard,
    answers,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

/** A text as a model says it, a few characters at a time. */
export const pieces = (text: string): string[] => text.match(/[\s\S]{1,7}/g) ?? []

/** An error instead of a stream. */
export function status(
  response: ServerResponse,
  code: number,
  error: Record<string, unknown>,
  headers: Record<string, string> = {},
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify({ error }))
}

/** Lets `answer` write, and sends what it wrote byte by byte: events end anywhere, also inside a letter. */
export function inBytes(response: ServerResponse, answer: (response: ServerResponse) => void): void {
  const { chunks, write, end } = heldBack(response, answer)
  for (const byte of Buffer.from(chunks.join(''))) write(Buffer.from([byte]))
  end()
}

/** Lets `answer` write, and sends what it wrote with `milliseconds` between the events. */
export function slowly(
  response: ServerResponse,
  milliseconds: number,
  answer: (response: ServerResponse) => void,
): void {
  const { chunks, write, end } = heldBack(response, answer)
  const next = () => {
    const chunk = chunks.shift()
    if (chunk === undefined) return end()
    write(chunk)
    return setTimeout(next, milliseconds)
  }
  next()
}

function heldBack(response: ServerResponse, answer: (response: ServerResponse) => void) {
  const chunks: string[] = []
  const [write, end] = [response.write.bind(response), response.end.bind(response)]
  response.write = (chunk: unknown) => {
    chunks.push(String(chunk))
    return true
  }
  response.end = () => response
  answer(response)
  return { chunks, write, end }
}

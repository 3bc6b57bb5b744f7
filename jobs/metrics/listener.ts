import { createServer } from 'node:http'
import type { Config } from '../../shared/node/config.ts'
import { refuseScrape } from '../../shared/node/metrics/mayScrape.ts'
import type { Metrics } from '../../shared/node/metrics/registry.ts'

type Settings = Pick<Config, 'HOST' | 'METRICS_TOKEN' | 'PUBLIC_URL' | 'TRUST_PROXY'>

/** Answers GET /metrics on `port`, and nothing else. Rejects when the port is taken; returns how to stop it. */
export async function serveMetrics(settings: Settings, port: number, metrics: Metrics): Promise<() => void> {
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string, headers: Record<string, string> = {}) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', ...headers }).end(body)
    if (request.method !== 'GET' || request.url !== '/metrics') return answer(404, 'text/plain', 'Only GET /metrics.\n')
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers))
      if (value !== undefined) headers.set(name, String(value))
    const refused = refuseScrape(settings, headers, request.socket.remoteAddress)
    if (refused) return answer(refused.status, 'text/plain', `${refused.message}\n`, { 'www-authenticate': 'Bearer' })
    metrics.text().then(
      text => answer(200, metrics.contentType, text),
      () => answer(500, 'text/plain', 'The metrics could not be read.\n'),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, settings.HOST, resolve)
  })
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What a request to Amazon S3 must be signed with, computed here from what came (Signature Version 4). */
export const ACCESS = { id: 'AKIATESTSTESTSTESTS1', secret: 'only-the-tests-know-this-one' }
const REGION = 'eu-test-1'

const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest()

function isSigned({ method, url = '/', headers }: IncomingMessage, body: Buffer): boolean {
  const [, date, signed, signature] =
    /Credential=[^/]+\/(\d{8})\/[^,]+, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(headers.authorization ?? '') ??
    []
  if (!date || !signed || !signature || headers['x-amz-content-sha256'] !== sha256(body)) return false
  const { pathname, searchParams } = new URL(url, 'http://store')
  const query = [...searchParams].map(pair => pair.map(encodeURIComponent).join('=')).sort()
  const lines = signed.split(';').map(name => `${name}:${String(headers[name] ?? '').trim()}\n`)
  const request = [method, pathname, query.join('&'), lines.join(''), signed, sha256(body)].join('\n')
  const scope = `${date}/${REGION}/s3/aws4_request`
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${ACCESS.secret}`, date), REGION))
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(request)].join('\n')
  return hmac(key, text).toString('hex') === signature
}

/** A store that speaks of the API of S3 what is needed here: objects of one bucket, in memory, for whoever signs. */
export async function startFakeStore(bucket: string) {
  const objects = new Map<string, { bytes: Buffer; type: string | undefined }>()
  const store = { objects, isAway: false }
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const say = (status: number, code?: string) =>
      response.writeHead(status).end(code && `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
    const key = decodeURIComponent(new URL(request.url ?? '/', 'http://store').pathname)
    if (store.isAway) return say(503, 'SlowDown')
    if (!isSigned(request, body)) return say(403, 'SignatureDoesNotMatch')
    if (!key.startsWith(`/${bucket}/`)) return say(404, 'NoSuchBucket')
    const found = objects.get(key)
    if (request.method === 'PUT') {
      objects.set(key, { bytes: body, type: request.headers['content-type'] })
      return say(200)
    }
    if (request.method === 'DELETE') {
      objects.delete(key)
      return say(204)
    }
    if (!found) return say(404, 'NoSuchKey')
    response.writeHead(200, { 'content-type': found.type, 'content-length': found.bytes.length }).end(found.bytes)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return Object.assign(store, {
    env: {
      S3_BUCKET: bucket,
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_REGION: REGION,
      S3_ACCESS_KEY_ID: ACCESS.id,
      S3_SECRET_ACCESS_KEY: ACCESS.secret,
      S3_PREFIX: 'film/',
    },
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  })
}

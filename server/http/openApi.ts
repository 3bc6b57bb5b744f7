import { Hono } from 'hono'
import { z } from 'zod'
import { apiError } from '../../shared/core/api/schemas.ts'
import type { HttpEnv, Platform } from './platform.ts'
import type { RouteEntry } from './routeTable/entry.ts'
import { ROUTES } from './routeTable/routes.ts'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return rest
}

const json = (schema: unknown) => ({ 'application/json': { schema } })
const REFUSAL = { description: 'Why not, in a sentence', content: json({ $ref: '#/components/schemas/Refusal' }) }
const FILE = {
  'multipart/form-data': {
    schema: {
      type: 'object',
      required: ['file'],
      properties: {
        file: { type: 'string', format: 'binary' },
        name: { type: 'string' },
        type: { type: 'string' },
      },
    },
  },
}

const SECURITY = {
  open: [],
  known: [{ session: [] }, { key: [] }],
  session: [{ session: [] }],
}

function operation({
  tag,
  summary,
  path,
  access = 'known',
  body,
  form,
  bytes,
  query = {},
  status = 200,
  answer,
  media,
}: RouteEntry) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: schemaOf(schema, 'input'),
  }))
  const content = media ? { [media]: { schema: { type: 'string' } } } : answer && json(schemaOf(answer, 'output'))
  return {
    tags: [tag],
    summary,
    security: SECURITY[access],
    ...(inPath.length + inQuery.length > 0 ? { parameters: [...inPath, ...inQuery] } : {}),
    ...(bytes ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(form ? { requestBody: { required: true, content: FILE } } : {}),
    ...(body ? { requestBody: { required: true, content: json(schemaOf(body, 'input')) } } : {}),
    responses: {
      [status]: { description: summary, ...(content ? { content } : {}) },
      '4XX': REFUSAL,
      429: {
        ...REFUSAL,
        headers: { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } },
      },
    },
  }
}

/** The API as OpenAPI 3.1, made of the schemas that validate it. */
export function describeApi(url: string) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of ROUTES) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  return {
    openapi: '3.1.0',
    info: { title: 'Aiuteur', version: '1', description: 'Every refusal is {error: {code, message}}.' },
    servers: [{ url }],
    components: {
      schemas: { Refusal: schemaOf(apiError, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'aiuteur.session_token' },
        key: { type: 'http', scheme: 'bearer', description: 'An API key of a person, made on the page Account' },
      },
    },
    paths,
  }
}

/** GET /api/openapi.json */
export function openApiRoutes({ config }: Platform): Hono<HttpEnv> {
  // made when somebody first asks: it takes longer than most of a start
  let description: ReturnType<typeof describeApi> | undefined
  return new Hono<HttpEnv>().get('/openapi.json', c => {
    description ??= describeApi(config.url)
    return c.json(description)
  })
}

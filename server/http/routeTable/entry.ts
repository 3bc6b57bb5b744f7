import type { z } from 'zod'

/** Who may ask: anybody, whoever is signed in or has a key, or a browser's session alone. */
type Access = 'open' | 'known' | 'session'

export interface RouteEntry {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** With {parameters}, as in OpenAPI. */
  path: string
  tag: string
  summary: string
  access?: Access
  /** The JSON body: the very schema that the handler validates with. */
  body?: z.ZodType
  /** Multipart form data with a file instead. */
  form?: true
  /** Bytes instead. */
  bytes?: true
  query?: Record<string, z.ZodType>
  status?: number
  /** Of the JSON answer; none: no body. */
  answer?: z.ZodType
  /** Of an answer that is not JSON. */
  media?: string
}

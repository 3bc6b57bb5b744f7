import type { Context } from 'hono'
import { z } from 'zod'
import type { Query } from '../../shared/node/database.ts'
import { findPlace, type Place } from '../../shared/node/timelines.ts'
import { notFound } from './errors.ts'

/** In the address of everything that is of one timeline; without it the first one of the project is meant. */
export const TIMELINE_QUERY = { timeline: z.string().optional() }

/** The timeline that a request is about. Throws the 404 of something that is not there. */
export async function askedPlace(c: Context, sql: Query, projectId: string): Promise<Place> {
  const place = await findPlace(sql, projectId, c.req.query('timeline') ?? null)
  if (!place) throw notFound()
  return place
}

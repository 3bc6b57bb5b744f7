import { z } from 'zod'

/** The HTTP API of the log of invalidations: GET /api/projects/:id/invalidations. */

/** Events of a page, and things that are listed of each; all are counted. */
export const INVALIDATION_PAGE = { events: 30, things: 25 } as const

const thing = z.object({
  sceneId: z.string(),
  /** The scene's printed number then. */
  scene: z.string(),
  reference: z.string(),
  /** 'the start frame of shot 3A', as it was called then. */
  name: z.string(),
  /** 'script lines 212-215'. */
  because: z.string(),
  /** When it was current again (ISO 8601); null: it is outdated still. */
  clearedAt: z.string().nullable(),
})

const event = z.object({
  id: z.number().int(),
  at: z.string(),
  /** Names of those who wrote in the document before it settled; empty: nobody knows. */
  by: z.array(z.string()),
  /** The document that was edited; null: nobody knows, or it is gone. */
  document: z
    .object({
      id: z.string(),
      /** 'Script', 'Assets', 'Scene 12'. */
      title: z.string(),
    })
    .nullable(),
  things: z.array(thing),
  /** How many became outdated by it, and how many of them are still. */
  count: z.number().int(),
  open: z.number().int(),
})
export type InvalidationEvent = z.infer<typeof event>

export const invalidationLog = z.object({
  /** The newest first. */
  events: z.array(event),
  /** Ask for what came before this one; null: there is nothing older. */
  next: z.number().int().nullable(),
})
export type InvalidationLog = z.infer<typeof invalidationLog>

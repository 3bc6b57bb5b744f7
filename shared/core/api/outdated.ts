import { z } from 'zod'

/** The HTTP API of what is outdated: GET /api/projects/:id/outdated. */

/** Causes that are listed of one thing, the nearest first. */
export const MOST_CAUSES = 10

const cause = z.object({
  change: z.enum(['changed', 'moved', 'gone']),
  /** 'line:<id>', 'asset:<id>', ...: see the table of references. */
  reference: z.string(),
  /** 'script line 212'. */
  name: z.string(),
  /** From what depends on it directly to the outdated thing, in names. */
  path: z.array(z.string()),
})

const outdatedThing = z.object({
  sceneId: z.string(),
  /** The scene's printed number. */
  scene: z.string(),
  reference: z.string(),
  /** 'the start frame of shot 3A'. */
  name: z.string(),
  /** 'Ana’s coat, script lines 212-215'. */
  because: z.string(),
  causes: z.array(cause),
  /** There are causes that are not listed. */
  moreCauses: z.boolean(),
  /** The script was written anew on this timeline: it is to be approved again, also where it has no causes. */
  invalidated: z.boolean(),
  /** What making it again costs. Things with the same `run` are made together, and paid once. */
  credits: z.number(),
  run: z.string(),
})

export const outdatedList = z.object({
  things: z.array(outdatedThing),
  /** Assets that are to be approved again since the script was written anew. */
  assets: z.array(z.object({ assetId: z.string(), name: z.string() })),
  /** Credits for making all of it again. */
  credits: z.number(),
  /** Scenes with lines that no shot covers, though it has shots. */
  uncovered: z.array(z.object({ sceneId: z.string(), scene: z.string(), lines: z.number().int() })),
})
export type OutdatedList = z.infer<typeof outdatedList>

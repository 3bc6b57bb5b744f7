import { z } from 'zod'
import { directorAct } from '../director/acts.ts'
import { MESSAGE_LENGTH } from '../director/limits.ts'
import { isId } from '../ids.ts'
import { WHY_LENGTH } from '../stages/why.ts'
import { JOB_STATES } from './schemas.ts'

/** The HTTP API of the thread with the director: /api/projects/:id/director. */

/**
 * - reading: a model reads what was said
 * - waiting: somebody has to confirm it, or dismiss it
 * - acting: somebody confirmed it this very moment
 * - done, refused (`outcome` says why), dismissed
 */
const ACT_STATES = ['reading', 'waiting', 'acting', 'done', 'refused', 'dismissed'] as const

const directorJob = z.object({
  id: z.string(),
  agent: z.string(),
  state: z.enum(JOB_STATES),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  creditsActual: z.number().int().nullable(),
})
export type DirectorJob = z.infer<typeof directorJob>

export const directorMessage = z.object({
  id: z.string(),
  /** Its place in the thread: later ones are greater. */
  place: z.number().int(),
  /** Null: the director. The id is null when the account is gone. */
  author: z.object({ id: z.string().nullable(), name: z.string() }).nullable(),
  /** Where it was said: what the director is asked to do is done there. */
  timeline: z.object({ id: z.string(), name: z.string() }),
  body: z.string(),
  /** ISO 8601. */
  at: z.string(),
  answers: z.string().nullable(),
  /** What was understood, for a person to confirm. */
  act: directorAct.nullable(),
  state: z.enum(ACT_STATES).nullable(),
  /** Who confirmed or dismissed it. */
  decidedBy: z.string().nullable(),
  outcome: z.string().nullable(),
  /** The job in which a model reads the message; null where the rules understood it. */
  reading: directorJob.nullable(),
  /** The agent that does what was confirmed. */
  job: directorJob.nullable(),
})
export type DirectorMessage = z.infer<typeof directorMessage>

/** The newest messages, oldest first. */
export const directorThread = z.object({ messages: z.array(directorMessage), hasEarlier: z.boolean() })
export type DirectorThread = z.infer<typeof directorThread>

export const sayToDirector = z.object({
  /** Made by who says it, so that a message that is sent twice is said once. */
  id: z.string().refine(isId, 'An id is needed.'),
  body: z
    .string()
    .trim()
    .min(1, 'Write something first.')
    .max(
      MESSAGE_LENGTH,
      `A message has at most ${MESSAGE_LENGTH.toLocaleString('en')} characters. Shorten it, or send two.`,
    ),
  /** 'people': the director does not listen. */
  to: z.enum(['director', 'people']).default('director'),
})
export type SayToDirector = z.infer<typeof sayToDirector>

export const confirmAct = z.object({
  /** Why a stage is written anew, where the message did not say it. */
  why: z
    .string()
    .trim()
    .max(WHY_LENGTH.most, `A reason has at most ${WHY_LENGTH.most.toLocaleString('en')} characters.`)
    .optional(),
  /** With an approval: false locks the stage alone, and nothing is written next. */
  proceed: z.boolean().default(true),
})
export type ConfirmAct = z.infer<typeof confirmAct>

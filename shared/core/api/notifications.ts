import { z } from 'zod'
import { DOCUMENT_KINDS } from '../documents/kinds.ts'

/** A message in which somebody mentioned the reader. */
export const notificationRow = z.object({
  id: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  timelineId: z.string(),
  /** The document that the comment is on, its kind, and its scene when it is a shot table. */
  targetDocumentId: z.string(),
  targetKind: z.enum(DOCUMENT_KINDS),
  sceneId: z.string().nullable(),
  threadId: z.string(),
  /** Who wrote it; null: the account is gone. */
  actor: z.object({ id: z.string(), name: z.string() }).nullable(),
  excerpt: z.string(),
  createdAt: z.string(),
  read: z.boolean(),
})
export type NotificationRow = z.infer<typeof notificationRow>

/** The newest, and how many of all are unread. */
export const notificationList = z.object({ unread: z.number().int(), notifications: z.array(notificationRow) })
export type NotificationList = z.infer<typeof notificationList>

export const readNotifications = z.object({ ids: z.array(z.string().min(1).max(200)).max(200).optional() })

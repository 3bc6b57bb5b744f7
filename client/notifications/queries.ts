import { queryOptions } from '@tanstack/react-query'
import { notificationList } from '../../shared/core/api/notifications.ts'
import { anything, api } from '../api/request.ts'

/** Milliseconds: on pages without a stream of events the bell asks by itself. */
const EVERY = 30_000

export const notificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: () => api.get('/api/notifications', notificationList),
  refetchInterval: EVERY,
})

/** Marks these as read; without ids, all. */
export const markRead = (ids: string[] | undefined): Promise<unknown> =>
  api.post('/api/notifications/read', ids ? { ids } : {}, anything)

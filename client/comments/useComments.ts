import { useQuery } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { may } from '../../shared/core/access.ts'
import type { Thread } from '../../shared/core/comments/thread.ts'
import { useMembers } from '../api/hooks.ts'
import { api } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { type OpenDocument, useDocument } from '../sync/hooks.ts'
import { threadStore } from './threadStore.ts'

export interface Member {
  id: string
  name: string
}

export interface Comments {
  /** The document they are in; null until it is there. */
  document: OpenDocument | null
  threads: readonly Thread[]
  me: Member
  /** Why one cannot comment now; null: one can. */
  reason: string | null
  /** Who can be mentioned: everybody in the project. */
  members: readonly Member[]
  nameOf: (userId: string) => string
}

const NONE: readonly Thread[] = []
const never = () => () => {}
const none = () => NONE
const writers = z.record(z.string(), z.object({ id: z.string().optional(), name: z.string() }).nullable())

/** The comments on a document: open for as long as the component is there. */
export function useComments(targetDocumentId: string): Comments {
  const { project, documents, role, user } = useProjectContext()
  const row = documents.find(one => one.kind === 'comments' && one.targetDocumentId === targetDocumentId)
  const { document, ready, readOnly, problem } = useDocument(row?.id ?? null)
  const store = useMemo(() => (document && ready ? threadStore(document.doc) : null), [document, ready])
  const threads = useSyncExternalStore(store?.subscribe ?? never, store?.get ?? none)
  const list = useMembers(project.id).data
  const members = useMemo(() => (list ?? []).map(({ userId, name }) => ({ id: userId, name })), [list])
  const isLeft = useMemo(() => {
    const here = new Set(members.map(({ id }) => id))
    return list !== undefined && threads.some(({ messages }) => messages.some(({ author }) => !here.has(author)))
  }, [list, members, threads])
  // whoever left the project is still named beside what they said
  const left = useQuery({
    queryKey: ['project', project.id, 'writers', row?.id],
    queryFn: () => api.get(`/api/documents/${encodeURIComponent(row?.id ?? '')}/authors`, writers),
    enabled: isLeft && row !== undefined,
    staleTime: 60_000,
  }).data
  const names = useMemo(() => {
    const known = new Map<string, string>([[user.id, user.name]])
    for (const writer of Object.values(left ?? {})) if (writer?.id) known.set(writer.id, writer.name)
    for (const { id, name } of members) known.set(id, name)
    return known
  }, [left, members, user])
  const reason = !may(role, 'document.comment')
    ? 'You can read the comments. Ask the owner to make you a commenter.'
    : (problem ??
      (!document || !ready
        ? 'The comments are not here yet. They open by themselves.'
        : readOnly
          ? 'You can read the comments. Ask the owner to make you a commenter.'
          : null))
  return useMemo(
    () => ({
      document: ready ? document : null,
      threads,
      me: { id: user.id, name: user.name },
      reason,
      members,
      nameOf: (id: string) => names.get(id) ?? 'Somebody who left',
    }),
    [document, ready, threads, user, reason, members, names],
  )
}

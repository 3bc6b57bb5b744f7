import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import catalogue from '../ui/Catalogue.module.css'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { ReadFailure } from './ReadFailure.tsx'
import { ApiError } from './request.ts'

interface OpenedPageProps<T> {
  query: UseQueryResult<T>
  /** Said when there is none, or none for this person, and what to do then. */
  gone: string
  todo: string
  /** Said when it could not be read. */
  what: string
  children: (opened: T) => ReactNode
}

/** What is open beside a list: as it was last read, or why it is not here. */
export function OpenedPage<T>({ query, gone, todo, what, children }: OpenedPageProps<T>) {
  const { data, error } = query
  const isGone = error instanceof ApiError && error.status === 404
  if (data !== undefined && !isGone) return children(data)
  if (error === null) return <PagePending />
  return (
    <div className={catalogue.content}>
      {isGone ? <ErrorNotice happened={gone} todo={todo} /> : <ReadFailure query={query} what={what} />}
    </div>
  )
}

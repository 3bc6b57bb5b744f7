import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { sentenceOf } from './request.ts'

interface ReadFailureProps {
  query: { error: Error | null; refetch: () => unknown }
  /** What could not be read, as a sentence; without it, the reason stands first. */
  what?: string
}

/** Says why something was not read, if so, and reads it again. */
export function ReadFailure({ query: { error, refetch }, what }: ReadFailureProps) {
  if (!error) return null
  const reason = sentenceOf(error)
  return (
    <ErrorNotice
      happened={what ?? reason}
      kept={what ? reason : 'Nothing was changed.'}
      action={<Button onClick={() => refetch()}>Try again</Button>}
    />
  )
}

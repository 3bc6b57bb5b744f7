import { useEffect, useState } from 'react'
import { draftsName } from '../../../shared/core/documents/kinds.ts'
import { type Draft, draftKey, readDrafts } from '../../../shared/core/drafts/drafts.ts'
import { useDocument } from '../../sync/hooks.ts'

const NONE: readonly Draft[] = []

/** What agents are writing about a document at this moment, as it arrives. */
export function useDrafts(documentId: string): readonly Draft[] {
  const { document } = useDocument(draftsName(documentId))
  const [drafts, setDrafts] = useState(NONE)
  useEffect(() => {
    if (!document) return
    const read = () =>
      setDrafts(
        readDrafts(document.doc).sort((a, b) => (draftKey(a.jobId, a.part) < draftKey(b.jobId, b.part) ? -1 : 1)),
      )
    const entries = document.doc.getMap('drafts')
    entries.observeDeep(read)
    read()
    return () => {
      entries.unobserveDeep(read)
      setDrafts(NONE)
    }
  }, [document])
  return drafts
}

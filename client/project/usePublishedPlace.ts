import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useDocument } from '../sync/hooks.ts'
import { useProjectContext } from './context.tsx'
import { placeOf } from './place.ts'

/** Keeps the script document open on every page of the project, and tells the others which page that is. */
export function usePublishedPlace(): void {
  const { scriptDocumentId } = useProjectContext()
  const { document } = useDocument(scriptDocumentId)
  const path = useLocation({ select: location => location.pathname })
  const awareness = document?.awareness
  useEffect(() => awareness?.setLocalStateField('place', placeOf(path)), [awareness, path])
}

import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { useScript } from '../context.tsx'

/** Milliseconds of quiet until a list beside the page is read again. */
const QUIET = 300

/** What `read` finds in the script: at once when `key` changes, and a moment after people pause. */
export function usePausedLines<T>(read: (doc: Y.Doc) => T, key: string): T {
  const { doc } = useScript().open
  const latest = useRef(read)
  latest.current = read
  const [found, setFound] = useState<{ key: string; value: T }>(() => ({ key, value: read(doc) }))
  useEffect(() => {
    let timer = 0
    const look = () => setFound({ key, value: latest.current(doc) })
    const later = () => {
      window.clearTimeout(timer)
      timer = window.setTimeout(look, QUIET)
    }
    look()
    doc.on('afterTransaction', later)
    return () => {
      window.clearTimeout(timer)
      doc.off('afterTransaction', later)
    }
  }, [doc, key])
  return found.value
}

import { useEffect, useState } from 'react'

/** Milliseconds without a key, after which the words are searched for. */
const PAUSE = 200

/** What is being typed, as it was when the typing last paused. */
export function usePaused(words: string): string {
  const [paused, setPaused] = useState(words)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(words), PAUSE)
    return () => clearTimeout(timer)
  }, [words])
  return paused
}

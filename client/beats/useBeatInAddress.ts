import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { BeatPlace } from './useBeatActs.ts'

/** An address that ends in `#beat=…` leads to that beat, once for every time somebody follows it. */
export function useBeatInAddress(isThere: (id: string) => boolean, goTo: (place: BeatPlace) => void): void {
  const { hash, state } = useLocation()
  const followed = useRef('')
  useEffect(() => {
    const id = decodeURIComponent(/^beat=(.+)$/.exec(hash)?.[1] ?? '')
    const visit = `${state.__TSR_key} ${hash}`
    if (id === '' || followed.current === visit || !isThere(id)) return
    followed.current = visit
    goTo({ id, part: 'number' })
  })
}

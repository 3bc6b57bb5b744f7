import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useScript } from './context.tsx'

/** An address that ends in `#line=…` leads to that line of the script, once for every time somebody follows it. */
export function LineInAddress() {
  const { goToLine } = useScript()
  const go = useRef(goToLine)
  go.current = goToLine
  const { hash, state } = useLocation()
  const followed = useRef('')
  useEffect(() => {
    const lineId = /^line=(.+)$/.exec(hash)?.[1]
    const visit = `${state.__TSR_key} ${hash}`
    if (lineId === undefined || followed.current === visit) return
    followed.current = visit
    go.current(decodeURIComponent(lineId))
  }, [hash, state])
  return null
}

import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { readScenes } from '../../shared/core/script/scenes.ts'
import { useScript } from './context.tsx'

/**
 * An address that ends in `#line=…` leads to that line of the script, one with `#scene=…` to where that scene begins: once for
 * every time somebody follows it.
 */
export function LineInAddress() {
  const { goToLine, open } = useScript()
  const go = useRef(goToLine)
  go.current = goToLine
  const { hash, state } = useLocation()
  const followed = useRef('')
  useEffect(() => {
    const [, kind, id] = /^(line|scene)=(.+)$/.exec(hash) ?? []
    const visit = `${state.__TSR_key} ${hash}`
    if (id === undefined || followed.current === visit) return
    followed.current = visit
    const named = decodeURIComponent(id)
    const lineId = kind === 'line' ? named : readScenes(open.doc).find(scene => scene.id === named)?.lines[0]?.id
    if (lineId !== undefined) go.current(lineId)
  }, [hash, state, open])
  return null
}

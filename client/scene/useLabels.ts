import { useMemo, useRef } from 'react'
import { labelShots } from '../../shared/core/shots/label.ts'
import type { Shot } from '../../shared/core/shots/shots.ts'
import type { UnlabelledShot } from './data/shotStore.ts'

/** Labelled shots; those whose row and label stayed are the same objects, so that only changed rows are drawn. */
export function useLabels(shots: readonly UnlabelledShot[], sceneNumber: string): readonly Shot[] {
  const before = useRef(new Map<string, { from: object; shot: Shot }>())
  return useMemo(() => {
    const now = new Map<string, { from: object; shot: Shot }>()
    const out = labelShots(shots, sceneNumber).map((shot, place) => {
      const from = shots[place] ?? shot
      const old = before.current.get(shot.id)
      const kept = old?.from === from && old.shot.label === shot.label ? old.shot : shot
      now.set(shot.id, { from, shot: kept })
      return kept
    })
    before.current = now
    return out
  }, [shots, sceneNumber])
}

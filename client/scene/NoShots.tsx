import { Plus } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { BreakdownButton } from './BreakdownBar.tsx'
import type { Breakdown } from './useBreakdown.ts'

interface NoShotsProps {
  breakdown: Breakdown
  disabledReason: string | null
  onAdd: () => void
}

/** In the place of a table without rows: how the first come into it. */
export function NoShots({ breakdown, disabledReason, onAdd }: NoShotsProps) {
  return (
    <EmptyState
      title="No shots yet"
      action={
        <>
          <BreakdownButton breakdown={breakdown} verb="Break down" primary disabledReason={disabledReason} />
          <Button icon={<Plus aria-hidden="true" />} disabledReason={disabledReason} onClick={onAdd}>
            Add a row by hand
          </Button>
        </>
      }
    >
      <p>
        The breakdown agent cuts the scene into shots: every line of dialogue and every action in a row of its own, with
        seconds, camera and continuity. You change whatever you like.
      </p>
    </EmptyState>
  )
}

import { PenLine } from 'lucide-react'
import { useEffect } from 'react'
import { EmptyState } from '../ui/EmptyState.tsx'

/** What written styles are for, where none is open. */
export default function NoStyle() {
  useEffect(() => {
    document.title = 'Written styles · Aiuteur'
  }, [])
  return (
    <EmptyState icon={<PenLine aria-hidden="true" />} title="How the film is written">
      A style is made of samples: scripts, books, pages of your own. They are cut into passages, and agents are shown
      those that fit what they are about to write. Choose a style in the brief of a project; without one, agents write
      neutral descriptive prose.
    </EmptyState>
  )
}

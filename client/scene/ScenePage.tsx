import { EmptyState } from '../ui/EmptyState.tsx'

/** Holds the place of the scene page until it is there. */
export default function ScenePage() {
  return (
    <main>
      <EmptyState title="The shot table of this scene is being built">Its script is on the Script page.</EmptyState>
    </main>
  )
}

import type { RevisionColour } from '../../../shared/core/script/revisions.ts'
import { PAPER } from './names.ts'
import './revisions.css'

export const ColourDot = ({ colour }: { colour: RevisionColour }) => (
  <span className="colour-dot" style={{ background: PAPER[colour] }} aria-hidden="true" />
)

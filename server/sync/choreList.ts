import { repairBeats } from '../../shared/core/beats/moves.ts'
import { stampMessages } from '../../shared/core/comments/write.ts'
import { repairScript } from '../../shared/core/script/repair.ts'
import { refreshSuggestions } from '../../shared/core/suggestions/refresh.ts'
import { repairTreatment } from '../../shared/core/treatment/repair.ts'
import type { Chore } from './chores.ts'

/** What the server keeps right in every open document. */
export const CHORES: readonly Chore[] = [
  {
    name: 'repair the script',
    concerns: (_doc, kind) => kind === 'script',
    roots: new Set(['script', 'scenes']),
    run: repairScript,
  },
  {
    name: 'repair the treatment',
    concerns: (_doc, kind) => kind === 'treatment',
    roots: new Set(['variants']),
    run: repairTreatment,
  },
  {
    name: 'repair the beat sheet',
    concerns: (_doc, kind) => kind === 'beats',
    roots: new Set(['beats', 'moves']),
    run: repairBeats,
  },
  {
    name: 'merge suggestions with newer words',
    concerns: doc => doc.getMap('suggestions').size > 0,
    // accepted twice at once, one copy is taken back from where it is
    roots: new Set(['suggestions', 'accepted', 'script', 'scenes', 'variants', 'shots', 'beats']),
    run: refreshSuggestions,
  },
  {
    name: 'say when comments came',
    concerns: (_doc, kind) => kind === 'comments',
    roots: new Set(['threads']),
    run: (doc, origin) => stampMessages(doc, Date.now(), origin),
  },
]

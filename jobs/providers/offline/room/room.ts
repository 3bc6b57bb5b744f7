import { MOST_FINDINGS, SEVERITIES } from '../../../../shared/core/room/findings.ts'
import type { Lens } from '../../../../shared/core/room/lenses.ts'
import type { RoomAnswer } from '../../../agents/roomAnswer.ts'
import type { RoomContext } from '../../../agents/roomContext.ts'
import { arcsIn } from './arcs.ts'
import { endingsOf } from './endings.ts'
import { holesIn } from './holes.ts'
import { pacingOf } from './pacing.ts'
import { quoteOf, type Remark } from './remark.ts'

const RULES: Record<Lens, { look: (context: RoomContext) => Remark[]; looked: string }> = {
  'plot-holes': {
    look: holesIn,
    looked: 'I compared who and what is named where, the headings, and which beats are played.',
  },
  arcs: { look: arcsIn, looked: 'I counted where everybody is and who says how much.' },
  pacing: { look: pacingOf, looked: 'I counted seconds, words and turns against the brief.' },
  endings: { look: endingsOf, looked: 'Won, lost and turned, of the people and things that are there.' },
}

/**
 * What rules can see in a story: counting and comparing, with the elements that show it. They do not understand it: most of
 * what a reader would find they do not find, and what they find may be meant so.
 */
export function lookOffline(context: RoomContext): RoomAnswer {
  const { look, looked } = RULES[context.lens]
  const remarks = look(context)
    .filter(({ at }) => at.length > 0)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .slice(0, MOST_FINDINGS)
  return {
    findings: remarks.map(({ severity, title, reason, at, change }) => ({
      severity,
      title,
      reason,
      evidence: at.map(element => ({ n: element.n, quote: quoteOf(element) })),
      change: change ? { n: change.element.n, text: change.text } : { n: 0, text: '' },
    })),
    rationale: `${looked} By rules: I do not know what the sentences mean.`,
  }
}

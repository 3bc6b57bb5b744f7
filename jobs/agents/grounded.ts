import {
  type CheckedFinding,
  type Evidence,
  FINDING_LENGTH,
  MOST_FINDINGS,
  plainWords,
  says,
} from '../../shared/core/room/findings.ts'
import { clipped } from '../../shared/core/text/storable.ts'
import { withoutAddresses } from '../../shared/core/text/withoutAddresses.ts'
import { fromModel } from './context.ts'
import { ratedAnswer } from './ratedAnswer.ts'
import type { RoomAnswer } from './roomAnswer.ts'
import type { NumberedElement, RoomContext } from './roomContext.ts'

type Found = RoomAnswer['findings'][number]

/** Elements whose words can be replaced one for one: never a heading or a cue, which carry more than words. */
const CHANGEABLE: ReadonlySet<string> = new Set(['general', 'action', 'dialogue', 'beat'])

const clean = (text: string, most: number): string => clipped(withoutAddresses(text).replace(/\s+/g, ' ').trim(), most)

/**
 * Only what rests on the story: a finding whose evidence is not there, or does not say what it quotes, is dropped, and said
 * in the trace. Words that are proposed are for an element that is there, and keep within the rating.
 */
export function grounded(
  context: RoomContext,
  { findings }: RoomAnswer,
): { found: CheckedFinding[]; repairs: string[] } {
  const repairs: string[] = []
  const byNumber = new Map(context.elements.map(element => [element.n, element]))
  const seen = new Set<string>()
  const found = findings.flatMap((finding): CheckedFinding[] => {
    const title = clean(finding.title, FINDING_LENGTH.title)
    const evidence = finding.evidence.flatMap(one => groundedEvidence(one, byNumber, title, repairs))
    if (title === '' || evidence.length === 0) {
      repairs.push(`“${title}” rests on nothing that is there and was dropped`)
      return []
    }
    const key = `${plainWords(title)} ${evidence.map(({ id }) => id).join(' ')}`
    if (seen.has(key)) return []
    seen.add(key)
    return [
      {
        severity: finding.severity,
        title,
        reason: clean(finding.reason, FINDING_LENGTH.reason),
        evidence,
        change: groundedChange(context, finding.change, byNumber, title, repairs),
      },
    ]
  })
  if (found.length > MOST_FINDINGS) repairs.push(`${found.length - MOST_FINDINGS} findings too many were left out`)
  return { found: found.slice(0, MOST_FINDINGS), repairs }
}

function groundedEvidence(
  { n, quote }: Found['evidence'][number],
  byNumber: ReadonlyMap<number, NumberedElement>,
  title: string,
  repairs: string[],
): Evidence[] {
  const element = byNumber.get(n)
  const words = element ? clipped(fromModel(quote, element.text).trim(), FINDING_LENGTH.quote) : ''
  if (!element || plainWords(words) === '' || !says(element.text, words)) {
    repairs.push(
      `“${title}” pointed to ${element ? `words that element ${n} does not say` : `an element ${n}, which is not there`}`,
    )
    return []
  }
  const { stage, id, place } = element
  return [{ stage, id, place, quote: words }]
}

function groundedChange(
  context: RoomContext,
  { n, text }: Found['change'],
  byNumber: ReadonlyMap<number, NumberedElement>,
  title: string,
  repairs: string[],
): CheckedFinding['change'] {
  if (n === 0 || text.trim() === '') return null
  const element = byNumber.get(n)
  if (!element || element.stage !== context.stage || !CHANGEABLE.has(element.type)) {
    repairs.push(`“${title}” proposed words for a place that cannot take them; it is a note now`)
    return null
  }
  const own = context.elements.map(one => one.text).join('\n')
  const rated = ratedAnswer(context.brief, repairs, own)(withoutAddresses(fromModel(text, element.text)))
  const words = clipped(rated.replace(/\s*\n\s*/g, ' ').trim(), FINDING_LENGTH.change)
  return plainWords(words) === plainWords(element.text) ? null : { id: element.id, text: words }
}

import { castOf } from '../../../shared/core/agents/cast.ts'
import type { RewriteAnswer } from '../../agents/rewriteAnswer.ts'
import type { RewriteContext, RewriteLine } from '../../agents/rewriteContext.ts'
import { replaceWords, tidy } from './prose.ts'
import {
  funnier,
  lessFormal,
  moreFormal,
  moreTense,
  moreVisual,
  plainPresent,
  type Rule,
  type Surroundings,
  shorter,
  soundsInCapitals,
  toQuestion,
  toStatement,
  withoutLeast,
} from './rewriteRules.ts'

interface Intent {
  /** The words of an instruction that ask for it. */
  asks: RegExp
  rule: Rule
  /** For when the rule finds nothing to do in the whole selection. */
  otherwise?: { rule: Rule; did: string }
  /** What was done, for the rationale. */
  did: string
}

/** First match first; an instruction may ask for several. */
const INTENTS: readonly Intent[] = [
  {
    asks: /\b(?:less|not so|too) formal|informal|casual|colloquial|natural|relaxed|conversational|loosen|everyday|slang/i,
    rule: lessFormal,
    did: 'took the stiffness out: contractions and everyday words',
  },
  {
    asks: /(?<!less |so |too |in)formal|polite|proper|elevated|stiff|respectful/i,
    rule: moreFormal,
    did: 'spelled out the contractions and raised the register',
  },
  {
    asks: /statement|not (?:as |be )?a question|assert/i,
    rule: toStatement,
    did: 'turned the question into a statement',
  },
  {
    asks: /(?:in)?to a question|as a question|make (?:it|this) a question/i,
    rule: toQuestion,
    did: 'let it end as a question',
  },
  {
    asks: /upper.?case|capital|all.?caps|\bsfx\b|\bsounds? (?:in|to) caps|\bcaps\b/i,
    rule: soundsInCapitals,
    did: 'set the sounds in capitals',
  },
  {
    asks: /short|tight|trim|\bcut\b|concise|brief|wordy|punch|snapp|crisp|lean|compress|faster|quicker|economical/i,
    rule: shorter,
    did: 'cut filler and detours',
    otherwise: { rule: withoutLeast, did: 'cut the sentence that says least, since there was no filler to cut' },
  },
  {
    asks: /tens|conflict|suspense|threat|danger|edg(?:e|y)|stakes|confront|angr|argu|aggress|dramatic|intens|urgent|menac/i,
    rule: moreTense,
    did: 'hardened the verbs, took out the hedging and held a beat at the end',
  },
  {
    asks: /long|expand|visual|vivid|descri|detail|rich|specific|colou?r|atmospher|mood|poetic|cinematic/i,
    rule: moreVisual,
    did: 'chose verbs that can be seen and added a detail of place and light',
  },
  {
    asks: /funn|humou?r|comic|comed|joke|witty|wit\b|lighter|absurd|silly/i,
    rule: funnier,
    did: 'added a dry afterthought',
  },
  {
    asks: /active|present tense|passive/i,
    rule: plainPresent,
    did: 'put the action into the plain present tense',
  },
]

/** Elements whose text is a name or a form: only an exact replacement touches them. */
const FIXED = new Set(['scene_heading', 'character', 'parenthetical', 'transition', 'section', 'page_break'])
const SPOKEN = new Set(['dialogue', 'lyrics'])

/**
 * The rewrite by rules. Works on the selected words only and knows the instruction and the scene; says in its rationale
 * what it did, and says so when it found nothing to do.
 */
export function rewriteOffline(context: RewriteContext): RewriteAnswer {
  const { instruction, lines } = context
  const exact = exactChange(instruction)
  if (exact) {
    const texts = lines.map(line => exact.change(line.text, lines.length))
    if (texts.some((text, index) => text !== lines[index]?.text)) return answer(lines, texts, `I ${exact.did}.`)
    return answer(lines, texts, `I found no “${exact.wanted}” in the selection: nothing is changed.`)
  }
  const intents = INTENTS.filter(intent => intent.asks.test(instruction))
  const done = new Set<string>()
  let texts = lines.map(line => line.text)
  const apply = (rule: Rule, did: string): boolean => {
    const next = lines.map((line, index) => changed(rule, context, line, texts[index] ?? line.text))
    // white space at the ends is the line's own and stays as it was: taking it away is no change to speak of
    const any = next.some((text, index) => text.trim() !== texts[index]?.trim())
    texts = next
    if (any) done.add(did)
    return any
  }
  for (const { rule, did, otherwise } of intents)
    if (!apply(rule, did) && otherwise) apply(otherwise.rule, otherwise.did)
  if (done.size > 0) return answer(lines, texts, `I ${[...done].join('; ')}.`)
  return conservative(context, intents.length > 0)
}

/** The rule's text; the old one where a rule left nothing, or has no business with this element. */
function changed(rule: Rule, context: RewriteContext, line: RewriteLine, text: string): string {
  if (FIXED.has(line.type)) return text
  const next = rule(text, surroundings(context, line))
  return /[\p{L}\p{N}]/u.test(next) ? next : text
}

/** For an instruction that no rule understands or that had no effect: only what is safe, and honest words about it. */
function conservative(context: RewriteContext, understood: boolean): RewriteAnswer {
  const { instruction, lines } = context
  const texts = lines.map(line => {
    const tidied = changed(tidy, context, line, line.text)
    return tidied === line.text && !understood ? changed(shorter, context, line, line.text) : tidied
  })
  const any = texts.some((text, index) => text !== lines[index]?.text)
  const quoted = instruction.length > 80 ? `${instruction.slice(0, 79)}…` : instruction
  const why = understood
    ? `I found nothing in these words for “${quoted}”`
    : `I write by rules and have none for “${quoted}”`
  return answer(lines, texts, any ? `${why}, so I only tightened the wording.` : `${why}: nothing is changed.`)
}

function surroundings(context: RewriteContext, line: RewriteLine): Surroundings {
  return {
    spoken: SPOKEN.has(line.type),
    after: line.after,
    mayAdd: line === context.lines.findLast(candidate => !FIXED.has(candidate.type)),
    prop: propOf(context),
    heading: context.heading,
  }
}

/** A thing that the scene names in capitals and that nobody is called: 'the LETTER'. */
function propOf({ lines, sceneBefore, sceneAfter }: RewriteContext): string {
  const all = [...sceneBefore, ...lines, ...sceneAfter]
  const people = new Set(castOf(all, []).all.flatMap(name => name.split(' ')))
  for (const { type, text } of all)
    if (type === 'action')
      for (const [word] of text.matchAll(/(?<=\b(?:the|a|an|her|his|their)\s)\p{Lu}{4,}(?![\p{L}])/gu))
        if (!people.has(word)) return word
  return ''
}

interface ExactChange {
  wanted: string
  did: string
  change(text: string, lines: number): string
}

const QUOTED = `["“'‘]([^"”'’]+)["”'’]`

/** 'replace "x" with "y"', 'rename Ann to Eve', 'say "…" instead': the words of the instruction itself. */
function exactChange(instruction: string): ExactChange | null {
  const swap =
    new RegExp(`\\b(?:replace|change|swap|turn)\\s+${QUOTED}\\s+(?:with|to|for|into|by)\\s+${QUOTED}`, 'iu').exec(
      instruction,
    ) ??
    /\brename\s+(\p{L}[\p{L}’'-]*)\s+(?:to|as|into)\s+(\p{L}[\p{L}’'-]*)/iu.exec(instruction) ??
    /\breplace\s+(?:the word\s+)?(\p{L}[\p{L}’'-]*)\s+(?:with|by)\s+(\p{L}[\p{L}’'-]*)\s*$/iu.exec(instruction)
  const [, from, to] = swap ?? []
  if (from && to)
    return {
      wanted: from,
      did: `replaced “${from}” with “${to}”`,
      change: text => replaceWords(text, from, to),
    }
  const [, words] =
    new RegExp(`\\b(?:say|write|make (?:it|this|him|her|them) say|read)\\s*:?\\s+${QUOTED}`, 'iu').exec(instruction) ??
    []
  if (words)
    return {
      wanted: words,
      did: 'put in the words of your instruction',
      change: (text, lines) => (lines === 1 ? `${words}${/\s*$/.exec(text)?.[0] ?? ''}` : text),
    }
  return null
}

const answer = (lines: readonly RewriteLine[], texts: readonly string[], rationale: string): RewriteAnswer => ({
  lines: lines.map((line, index) => ({ n: line.n, text: texts[index] ?? line.text })),
  rationale,
})

/** A word of a text and where it stands. */
export interface Word {
  text: string
  /** Without a possessive ending, in lower case. */
  low: string
  /** Begins a sentence, or a quotation. */
  first: boolean
  capital: boolean
  /** Ends in 's. */
  owns: boolean
  /** What stands between this word and the next one. */
  gap: string
}

/** All words of a text in order, in one pass. */
export function wordsIn(text: string): Word[] {
  const out: Word[] = []
  let end = 0
  let previous: Word | null = null
  for (const match of text.matchAll(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)) {
    const gap = text.slice(end, match.index)
    if (previous) previous.gap = gap
    const word: Word = {
      text: match[0].replace(/['’]s$/u, ''),
      low: match[0].toLowerCase().replace(/['’]s$/u, ''),
      first: previous === null || /[.!?…:"“‘«(\n]/u.test(gap),
      capital: /^\p{Lu}/u.test(match[0]),
      owns: /['’]s$/u.test(match[0]),
      gap: '',
    }
    out.push(word)
    previous = word
    end = match.index + match[0].length
  }
  if (previous) previous.gap = text.slice(end)
  return out
}

/** 'a' or 'an', by the letter: hour and university aside, that is right. */
export const withArticle = (noun: string): string =>
  /^(?:[aeio]|u(?!ni|se|su|ti|ro)|hour|honest|heir)/i.test(noun) ? `an ${noun}` : `a ${noun}`

/** 'rows' -> 'row', 'crosses' -> 'cross', 'carries' -> 'carry', 'is' -> 'be'. */
export function baseOf(verb: string): string {
  const odd: Record<string, string> = {
    is: 'be',
    has: 'have',
    does: 'do',
    goes: 'go',
    dies: 'die',
    lies: 'lie',
    ties: 'tie',
    'isn’t': 'be',
  }
  if (odd[verb]) return odd[verb]
  if (/ies$/.test(verb)) return `${verb.slice(0, -3)}y`
  if (/(?:ss|sh|ch|x|zz)es$/.test(verb)) return verb.slice(0, -2)
  return verb.replace(/s$/, '')
}

/** A word that stands as a verb behind a subject in the third person: rows, has, must. */
export const looksLikeVerb = (low: string): boolean =>
  /^(?:is|was|has|had|must|can|cannot|can't|can’t|will|would|could|wants?|and|who|did|does|doesn't|doesn’t|said|says|went|came|saw|took|found|knew|made|gave|told|left|ran|stood)$/.test(
    low,
  ) ||
  (/^\p{Ll}{2,}(?:s|ed)$/u.test(low) && !/ss$|ous$|^(?:its|his|this|as|us|yes|always|perhaps|needs?)$/.test(low))

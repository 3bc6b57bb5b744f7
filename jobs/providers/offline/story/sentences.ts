import { storable } from '../../../../shared/core/text/storable.ts'

/** Longer than this, in characters, a sentence is taken apart where it can be. */
const LONGEST = 420

const ABBREVIATED =
  /(?:^|[\s(“"])(?:mr|mrs|ms|dr|st|mt|prof|capt|col|gen|lt|sgt|rev|hon|jr|sr|no|vol|vs|etc|e\.g|i\.e|\p{L})\.$/iu
const ENDED = /[.!?…。！？:]["'”’»)\]]*$/u

/** Text as prose: white space put right, without what cannot be shown. Empty lines part paragraphs. */
export const cleanText = (text: string): string =>
  storable(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[^\P{C}\n\u200d]+/gu, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\{/g, '(')
    .replace(/\}/g, ')')
    .trim()

/** The whole sentences of a clean text, in order, each with an end. What holds no letter and no digit is left out. */
export function sentencesIn(clean: string): string[] {
  const out: string[] = []
  for (const paragraph of clean.split(/\n{2,}/)) {
    let open = ''
    for (const piece of paragraph
      .replaceAll('\n', ' ')
      .split(/(?<=[.!?…。！？]["'”’»)\]]{0,3})(?:\s+|(?<=[。！？]))/u)) {
      open = open === '' ? piece : `${open} ${piece}`
      if (ABBREVIATED.test(open)) continue
      push(out, open)
      open = ''
    }
    push(out, open)
  }
  return out
}

function push(out: string[], sentence: string): void {
  const text = sentence.replace(/^[\s•*#>–—-]+(?=\S)/u, '').trim()
  if (!/[\p{L}\p{N}]/u.test(text)) return
  for (const part of parted(text))
    out.push(ENDED.test(part) ? part.replace(/:$/, '.') : `${part.replace(/[\s,;–—-]+$/u, '')}.`)
}

/** A text without full stops is cut at commas, else between words, else anywhere: nothing is lost. */
function parted(text: string): string[] {
  if (text.length <= LONGEST) return [text]
  const out: string[] = []
  let rest = text
  while (rest.length > LONGEST) {
    const head = rest.slice(0, LONGEST)
    const at = Math.max(head.lastIndexOf('; '), head.lastIndexOf(', '))
    const cut = at > LONGEST / 3 ? at + 1 : head.lastIndexOf(' ') > 0 ? head.lastIndexOf(' ') : LONGEST
    out.push(rest.slice(0, cut).toWellFormed().trim())
    rest = rest.slice(cut).trim()
  }
  if (rest !== '') out.push(rest.toWellFormed())
  return out.filter(part => /[\p{L}\p{N}]/u.test(part))
}

export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0

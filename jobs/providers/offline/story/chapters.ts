/** A stretch of a long text. */
export interface Chapter {
  title: string
  text: string
}

const HEADING =
  /^[^\S\n]*(?:(?:chapter|part|book|act|scene|letter|canto|stave|section|episode|kapitel|chapitre)[^\S\n]+(?:[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|the \p{L}+)\b[^\n]{0,90}|[IVXLC]{1,7}\.?|\d{1,3}\.?|prologue|epilogue|etymology|#{1,3} [^\n]{1,90})[^\S\n]*$/gimu
/** A chapter with less than this many characters is a line of a table of contents. */
const LEAST = 240
/** A text without chapters is cut into parts of about so many characters, between paragraphs. */
const PART = 9_000

/** The chapters of a text in order; parts of it where it names none. */
export function chaptersOf(text: string): Chapter[] {
  const body = withoutFrame(text)
  const heads = [...body.matchAll(HEADING)]
  const named: Chapter[] = []
  for (const [index, head] of heads.entries()) {
    const from = head.index + head[0].length
    const chapter = { title: head[0].trim(), text: body.slice(from, heads[index + 1]?.index ?? body.length) }
    if (chapter.text.trim().length >= LEAST) named.push(chapter)
  }
  if (named.length >= 2) {
    const before = body.slice(0, heads[0]?.index ?? 0)
    return before.trim().length >= LEAST && heads.length === named.length
      ? [{ title: 'Opening', text: before }, ...named]
      : named
  }
  return partsOf(body)
}

/** Characters in which the cast of a novel has shown itself. */
const ENOUGH = 300_000
/** A long text as the beginnings of all its chapters: who and what it is about stands in them. */
export function sampled(text: string): string {
  if (text.length <= ENOUGH) return text
  const chapters = chaptersOf(text)
  return chapters.map(chapter => chapter.text.slice(0, Math.ceil(ENOUGH / chapters.length))).join('\n\n')
}

/** A text without the lines that only name its chapters. */
export const withoutHeadings = (text: string): string => text.replace(HEADING, '\n')

/** What an electronic edition puts around a book. */
function withoutFrame(text: string): string {
  const start = /^\*\*\* ?START OF[^\n]*\n/m.exec(text)
  const end = /^\*\*\* ?END OF/m.exec(text)
  return text.slice(start ? start.index + start[0].length : 0, end?.index ?? text.length)
}

function partsOf(text: string): Chapter[] {
  const size = Math.max(LEAST, Math.min(PART, Math.ceil(text.length / 8)))
  const parts: Chapter[] = []
  let open = ''
  for (const paragraph of text.split(/\n{2,}/)) {
    open = open === '' ? paragraph : `${open}\n\n${paragraph}`
    if (open.length < size) continue
    parts.push({ title: `Part ${parts.length + 1}`, text: open })
    open = ''
  }
  if (open.trim() !== '') parts.push({ title: `Part ${parts.length + 1}`, text: open })
  return parts
}

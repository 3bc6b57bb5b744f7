/** A stretch of a long text. */
export interface Chapter {
  title: string
  text: string
}

const HEADING =
  /^[^\S\n]*(?:(?:chapter|part|book|act|scene|letter|canto|stave|section|episode|kapitel|chapitre)[^\S\n]+(?:[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|the \p{L}+)\b[^\n]{0,90}|[IVXLC]{1,7}\.?|\d{1,3}\.?|prologue|epilogue|etymology|#{1,3} [^\n]{1,90})[^\S\n]*$/gimu
/** A longer heading is a paragraph of its own, of two lines at most: "CHAPTER I.—This whale, among the" begins one of text. */
const LONGEST_IN_TEXT = 50
const REST_OF_HEADING = /^(?:\n([^\n]{1,90}))?(?:$|\n[^\S\n]*(?:\n|$))/
/** A chapter with less than this many characters is a line of a table of contents. */
const LEAST = 240
/** A text without chapters is cut into parts of about so many characters, between paragraphs. */
const PART = 9_000

/** The chapters of a text in order; parts of it where it names none. */
export function chaptersOf(text: string): Chapter[] {
  const body = withoutFrame(text)
  const heads = headingsIn(body)
  const named: Chapter[] = []
  for (const [index, { title, to }] of heads.entries()) {
    const chapter = { title, text: body.slice(to, heads[index + 1]?.from ?? body.length) }
    if (chapter.text.trim().length >= LEAST) named.push(chapter)
  }
  if (named.length >= 2) {
    const before = body.slice(0, heads[0]?.from ?? 0)
    return before.trim().length >= LEAST && heads.length === named.length
      ? [{ title: 'Opening', text: before }, ...named]
      : named
  }
  return partsOf(body)
}

function headingsIn(body: string): { title: string; from: number; to: number }[] {
  return [...body.matchAll(HEADING)].flatMap(({ 0: line, index: from }) => {
    const to = from + line.length
    if (line.length <= LONGEST_IN_TEXT) return [{ title: line.trim(), from, to }]
    const rest = REST_OF_HEADING.exec(body.slice(to, to + 200))
    const second = rest?.[1] ?? ''
    return rest
      ? [{ title: `${line.trim()} ${second.trim()}`.trim(), from, to: to + (second === '' ? 0 : second.length + 1) }]
      : []
  })
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

/** A stretch that a language model reads at once. It is a chapter, a part of a very long one, or several of very many. */
export interface Reading {
  title: string
  text: string
}

/** Characters that are read at once: more than all but a few chapters of any book have. */
const MOST_AT_ONCE = 60_000
/** So many readings at most: beyond them, neighbours are read together. */
const MOST_READINGS = 400

/** A text in the stretches in which it is read, in order. All of it is in one of them. */
export function readingsOf(text: string): Reading[] {
  const readings = chaptersOf(text).flatMap(({ title, text }) => {
    const parts = cutAtParagraphs(text.trim(), MOST_AT_ONCE)
    return parts.map((part, at) => ({
      title: parts.length > 1 ? `${title} (${at + 1} of ${parts.length})` : title,
      text: part,
    }))
  })
  if (readings.length <= MOST_READINGS) return readings
  const size = Math.ceil(readings.reduce((sum, one) => sum + one.text.length, 0) / (MOST_READINGS * 0.75))
  const joined: Reading[] = []
  for (const reading of readings) {
    const last = joined.at(-1)
    if (last && last.text.length < size && last.text.length + reading.text.length <= MOST_AT_ONCE)
      last.text += `\n\n${reading.title}\n\n${reading.text}`
    else joined.push({ ...reading })
  }
  return joined
}

/** A text in parts of at most `most` characters, parted between paragraphs where there are any. */
function cutAtParagraphs(text: string, most: number): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > most) {
    const head = rest.slice(0, most)
    const at = Math.max(head.lastIndexOf('\n\n'), head.lastIndexOf('. ') + 1, head.lastIndexOf(' '))
    const cut = at > most / 2 ? at : most
    parts.push(head.slice(0, cut).toWellFormed().trim())
    rest = rest.slice(cut)
  }
  return [...parts, rest.toWellFormed().trim()].filter(part => part !== '')
}

/** Cutting a sample into passages: what one search finds, and one agent is shown. */

export interface Chunk {
  text: string
  words: number
}

/** Characters that a passage has about, and at most: some sixty words show a manner, and are about one thing. */
export const CHUNK = { about: 320, most: 900 } as const

const SCENE_HEADING = /^(?:\.(?=[^.])|INT|EXT|EST|I\/E)[./ ]?.*\p{L}/u
const HEADING = /^(?:#{1,6}\s|chapter\b|part\b|act\b)/i

/**
 * The passages of a text in its order: whole paragraphs together while they are short, long ones cut between sentences,
 * a heading always with what it heads. Nothing of the text is lost but white space, and nothing is in two passages.
 */
export function chunksOf(text: string): Chunk[] {
  const chunks: string[] = []
  let open: string[] = []
  let size = 0
  const close = () => {
    if (open.length > 0) chunks.push(open.join('\n\n'))
    open = []
    size = 0
  }
  for (const piece of text
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .flatMap(paragraph => piecesOf(paragraph))) {
    const isHeading = HEADING.test(piece) || SCENE_HEADING.test(piece)
    const isFull = size >= CHUNK.about || size + piece.length > CHUNK.most
    // a heading begins a passage, unless the one before it is only headings
    if (open.length > 0 && (isFull || (isHeading && size > CHUNK.about / 3))) close()
    open.push(piece)
    size += piece.length + 2
  }
  close()
  return chunks.flatMap(chunk => {
    const words = wordCount(chunk)
    return words === 0 ? [] : [{ text: chunk, words }]
  })
}

export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0

/** A paragraph, or the stretches of one that is too long: between sentences where it has any, else between words, else anywhere. */
function piecesOf(paragraph: string): string[] {
  const text = paragraph.replace(/[^\S\n]+/g, ' ').trim()
  if (text.length <= CHUNK.most) return text === '' ? [] : [text]
  const pieces: string[] = []
  let rest = text
  while (rest.length > CHUNK.most) {
    const cut = cutOf(rest)
    pieces.push(rest.slice(0, cut).trim())
    rest = rest.slice(cut).trim()
  }
  if (rest !== '') pieces.push(rest)
  return pieces
}

function cutOf(text: string): number {
  const head = text.slice(0, CHUNK.most)
  const ends = [...head.matchAll(/[.!?…。！？]["'”’»)\]]{0,3}(?:\s|(?<=[。！？]))|\n/gu)]
  const end = ends.findLast(({ index }) => index > CHUNK.about / 3)
  if (end) return end.index + end[0].length
  const space = head.lastIndexOf(' ')
  if (space > CHUNK.about / 3) return space + 1
  // never through a character of two units
  return /[\uD800-\uDBFF]$/.test(head) ? CHUNK.most - 1 : CHUNK.most
}

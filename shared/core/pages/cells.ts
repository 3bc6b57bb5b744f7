const PLAIN = /^[\n\x20-\x7e]*$/
/** Drawn over or with the character before: accents, joiners, variation selectors, skin tones. */
const JOINED = /\p{M}|[\u200b-\u200f\u2060]|[\u{1f3fb}-\u{1f3ff}]/u
/** Twice as wide as a letter in any typewriter face (Unicode's East Asian Width: wide and fullwidth), emoji included. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
const FLAG = /[\u{1f1e6}-\u{1f1ff}]/u
const JOINER = '\u200d'

/** True for text of which every UTF-16 unit is one character wide. */
export const isPlain = (text: string): boolean => PLAIN.test(text)

/**
 * The columns that each UTF-16 unit of `text` takes: 2 for wide characters, 0 for the second half of a surrogate pair and
 * whatever belongs to the character before. Nothing is ever broken in front of a 0.
 */
export function cellsOf(text: string): Uint8Array {
  const cells = new Uint8Array(text.length)
  let before = ''
  let flags = 0
  let at = 0
  for (const character of text) {
    if (character < '\u0300') {
      cells[at++] = before === JOINER ? 0 : 1
      before = character
      flags = 0
      continue
    }
    flags = FLAG.test(character) ? flags + 1 : 0
    if (flags > 0) cells[at] = flags % 2 === 1 ? 2 : 0
    else if (JOINED.test(character) || before === JOINER) cells[at] = 0
    else cells[at] = WIDE.test(character) ? 2 : 1
    before = character
    at += character.length
  }
  return cells
}

export const isWide = (character: string): boolean => WIDE.test(character)

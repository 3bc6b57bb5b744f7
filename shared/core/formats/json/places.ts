const SPACE_OR_COLON = /[\s:,]*/y
const WORD = /"(?:[^"\\]|\\.)*"|[^\s:,[\]{}"]+/y

/**
 * The line (from 1) in which the value at a place of a JSON text begins: a schema knows the place and no line. `text` is
 * JSON; where the place has no value, the line of what should hold it.
 */
export function lineOfPlace(text: string, place: readonly PropertyKey[]): number {
  let at = 0
  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  /** Moves behind the value at `at`. */
  const pass = (): void => {
    let depth = 0
    do {
      skip(SPACE_OR_COLON)
      const character = text[at] ?? ''
      if (character === '') return
      if ('[{'.includes(character)) depth++
      if (']}'.includes(character)) depth--
      if ('[]{}'.includes(character)) at++
      else skip(WORD)
    } while (depth > 0)
  }
  let found = 0
  for (const part of place) {
    skip(SPACE_OR_COLON)
    found = at
    if (text[at] !== (typeof part === 'number' ? '[' : '{')) break
    at++
    for (let index = 0; ; index++) {
      skip(SPACE_OR_COLON)
      if (at >= text.length || ']}'.includes(text[at] ?? '')) return lineAt(text, found)
      if (typeof part === 'number' ? index === part : JSON.parse(skip(WORD)) === part) break
      pass()
    }
    skip(SPACE_OR_COLON)
    found = at
  }
  return lineAt(text, found)
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

/**
 * The lines (from 1) in which the values begin that stand in a list at the top of a JSON text, or in lists of its top object:
 * `JSON.parse` does not say. The text is valid JSON.
 */
export function entryLines(text: string): number[] {
  const lines: number[] = []
  const open: string[] = []
  let line = 1
  let waits = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\n') line++
    if (/[\s\ufeff]/.test(character)) continue
    const inList = open.at(-1) === '[' && (open.length === 1 || (open.length === 2 && open[0] === '{'))
    if (inList && waits && character !== ']') lines.push(line)
    waits = false
    if (character === '"') at = endOfString(text, at)
    else if (character === '[' || character === '{') {
      open.push(character)
      waits = character === '['
    } else if (character === ']' || character === '}') open.pop()
    else if (character === ',') waits = true
  }
  return lines
}

/** Where the string ends that begins at `from`. Strings of JSON have no line breaks. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"') return at
  }
  return text.length
}

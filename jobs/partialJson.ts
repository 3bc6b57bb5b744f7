/**
 * The value of a JSON text that is still arriving: open strings, lists and objects are closed where the text ends, and a
 * key without a value is dropped. Undefined when nothing can be read yet.
 */
export function partialJson(text: string): unknown {
  const closers: string[] = []
  let inString = false
  let escaped = false
  /** Length of the longest prefix behind which everything open may be closed. */
  let safe = 0
  let safeClosers: string[] = []
  const mark = (end: number) => {
    safe = end
    safeClosers = [...closers]
  }
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (inString) {
      if (escaped) escaped = false
      else if (char === '\\') escaped = true
      else if (char === '"') inString = false
    } else if (char === '"') inString = true
    else if (char === '{' || char === '[') {
      closers.push(char === '{' ? '}' : ']')
      mark(at + 1)
    } else if (char === '}' || char === ']') {
      closers.pop()
      mark(at + 1)
    } else if (char === ',') mark(at)
  }
  const close = (list: readonly string[]) => [...list].reverse().join('')
  const cut = escaped ? text.slice(0, -1) : text.replace(/\\u[0-9a-fA-F]{0,3}$/, '')
  const attempts = [`${cut}${inString ? '"' : ''}${close(closers)}`, `${text.slice(0, safe)}${close(safeClosers)}`]
  for (const attempt of attempts)
    try {
      return JSON.parse(attempt)
    } catch {
      // the end of the text is in the middle of a key, a number or a word: read up to the last whole entry
    }
  return undefined
}

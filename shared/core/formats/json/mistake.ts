// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows no control characters in strings
const TOKEN = /"(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:]/y
const SPACE = /\s*/y

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end'

/** Where a text stops being JSON (UTF-16 units): JSON.parse does not always say. Its length where it only ends too early. */
export function firstMistake(text: string): number {
  const open: string[] = []
  let expected: Expected | null = 'value'
  let at = 0
  for (;;) {
    SPACE.lastIndex = at
    at += SPACE.exec(text)?.[0].length ?? 0
    if (!expected) return at
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)?.[0]
    if (token === undefined) return at
    const next = follow(token, expected, open)
    if (next === undefined) return at
    expected = next
    at += token.length
  }
}

const behindValue = (open: readonly string[]): Expected | null => (open.length > 0 ? ', or end' : null)

/** What may stand behind a token; undefined where it may not stand itself. Null: the text is whole. */
function follow(token: string, expected: Expected, open: string[]): Expected | null | undefined {
  const holder = open.at(-1)
  if (token === ':') return expected === ':' ? 'value' : undefined
  if (token === ',') return expected !== ', or end' ? undefined : holder === '{' ? 'key' : 'value'
  if (token === ']' || token === '}') {
    const may = expected === ', or end' || expected === (token === ']' ? 'value or ]' : 'key or }')
    if (!may || holder !== (token === ']' ? '[' : '{')) return undefined
    open.pop()
    return behindValue(open)
  }
  if (expected === 'key' || expected === 'key or }') return token.startsWith('"') ? ':' : undefined
  if (expected !== 'value' && expected !== 'value or ]') return undefined
  if (token === '[' || token === '{') {
    open.push(token)
    return token === '[' ? 'value or ]' : 'key or }'
  }
  return behindValue(open)
}

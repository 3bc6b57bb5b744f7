const BLOCKS = /^\/?(?:p|div|section|article|blockquote|li|ul|ol|h[1-6]|tr|table|hr|pre|figure|body)$/
const UNREAD = new Set(['head', 'script', 'style', 'svg', 'math', 'nav'])
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  eacute: 'é',
  shy: '',
}

/** The words of a page, a paragraph each; headings as '# ' of Markdown. Whatever is not well-formed is read as it comes. */
export function htmlText(html: string): string {
  const parts: string[] = []
  let unread = ''
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (unread === '') parts.push(words(html.slice(at, open < 0 ? html.length : open)))
    if (open < 0) break
    const isComment = html.startsWith('<!--', open)
    const close = html.indexOf(isComment ? '-->' : '>', open)
    if (close < 0) break
    at = close + (isComment ? 3 : 1)
    if (isComment) continue
    const tag = html.slice(open + 1, close)
    const name = /^\/?[a-z][\w:]*/i.exec(tag)?.[0].toLowerCase() ?? ''
    if (unread !== '') {
      if (name === `/${unread}`) unread = ''
    } else if (UNREAD.has(name) && !tag.endsWith('/')) unread = name
    else if (name === 'br') parts.push('\n')
    else if (BLOCKS.test(name)) parts.push('\n\n', /^h[1-3]$/.test(name) ? `${'#'.repeat(Number(name[1]))} ` : '')
  }
  return parts.join('').replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
}

const words = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,10}));/gi, (written, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[name] ?? written
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })

import { Fountain, type Token } from 'fountain-js'

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
}
const MARKS = ['bold', 'italic', 'underline']

/** The HTML that fountain-js makes of a line, in the notation of `inShort`: <b>, <i> and <u> around every run. */
function inlineOf(html: string): string {
  const open: string[][] = []
  let out = ''
  for (const [piece] of html.replace(/<!-- (.*?) -->/gs, '[[$1]]').matchAll(/<[^>]*>|[^<]+|</g)) {
    const style = /^<span class="([^"]*)">$/.exec(piece)?.[1]
    if (style !== undefined) open.push(style.split(' '))
    else if (piece === '</span>') open.pop()
    else if (piece.startsWith('<br')) out += '\n'
    else if (!/^<\/?(?:p|h\d)\b/.test(piece)) {
      const marks = MARKS.filter(mark => open.some(styles => styles.includes(mark)))
      const text = piece.replace(/&(?:\w+|#\d+);/g, entity => ENTITIES[entity] ?? entity)
      out += marks.reduce((inner, mark) => `<${mark[0]}>${inner}</${mark[0]}>`, text)
    }
  }
  return out
}

const STRUCTURE = /^(?:dual_)?dialogue_(?:begin|end)$|^spaces$/

/** What fountain-js makes of a file, told as the rules of the syntax page tell it. */
export function readWithFountainJs(source: string): { lines: string[]; titlePage: [string, string][] } {
  const fountain = new Fountain()
  const { tokens } = fountain.parse(source, true)
  const titlePage = tokens
    .filter(token => token.is_title)
    .map(({ type, text }): [string, string] => [type.replaceAll('_', ' ').toLowerCase(), text ?? ''])
  const lines: string[] = []
  let dual = false
  for (const token of tokens) {
    if (token.type === 'dialogue_begin') dual = token.dual === 'right'
    if (token.is_title || STRUCTURE.test(token.type)) continue
    const special = [
      token.type === 'character' && dual ? ' dual' : '',
      token.scene_number ? ` sceneNumber=${token.scene_number}` : '',
      token.depth ? ` depth=${token.depth}` : '',
    ]
    lines.push(`${token.type}${special.join('')}: ${textOf(fountain, token)}`)
  }
  return { lines, titlePage }
}

/** fountain-js prints sections and synopses not at all, and notes as comments. */
const textOf = (fountain: Fountain, token: Token): string =>
  ['section', 'synopsis', 'note'].includes(token.type)
    ? (token.text ?? '')
    : inlineOf(String(fountain.to_html(token) ?? ''))

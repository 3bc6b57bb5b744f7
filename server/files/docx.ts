import { SaxesParser } from 'saxes'
import { FileError } from './fileError.ts'
import { openZip } from './zip.ts'

/** What these elements hold is not on the page, or is there twice. */
const SKIPPED = new Set(['w:del', 'w:moveFrom', 'w:instrText', 'mc:Fallback', 'w:pPrChange', 'w:rPrChange'])
const HEADING = /^(?:title|heading ?([1-3]))$/i

/** The words of a Word document, a paragraph each; headings as '# ' of Markdown. Throws {@link FileError}. */
export function docxText(bytes: Uint8Array): string {
  const zip = openZip(bytes)
  const main = zip.names.find(name => /^word\/document\d*\.xml$/.test(name))
  if (main === undefined) throw new FileError('wrong-type', 'It is no Word document: nothing in it is called so.')
  return wordsOf(zip.read([main]).get(main) ?? '')
}

function wordsOf(xml: string): string {
  const out: string[] = []
  let paragraph = ''
  let prefix = ''
  let skipping = 0
  let inText = false
  const parser = new SaxesParser({ xmlns: false })
  parser.on('opentag', ({ name, attributes }) => {
    if (SKIPPED.has(name)) skipping++
    else if (name === 'w:t') inText = true
    else if (name === 'w:tab') paragraph += '\t'
    else if (name === 'w:br' || name === 'w:cr') paragraph += '\n'
    else if (name === 'w:pStyle') {
      const level = HEADING.exec(String(attributes['w:val'] ?? ''))
      if (level) prefix = `${'#'.repeat(Number(level[1] ?? 1))} `
    }
  })
  parser.on('text', text => {
    if (inText && skipping === 0) paragraph += text
  })
  parser.on('closetag', ({ name }) => {
    if (SKIPPED.has(name)) skipping--
    else if (name === 'w:t') inText = false
    else if (name === 'w:p') {
      if (paragraph.trim() !== '') out.push(prefix + paragraph)
      paragraph = ''
      prefix = ''
    }
  })
  parser.on('error', () => {
    throw new FileError('broken')
  })
  parser.write(xml).close()
  return out.join('\n\n')
}

import { FileError } from './fileError.ts'
import { htmlText } from './html.ts'
import { openZip, type Zip } from './zip.ts'

const CONTAINER = 'META-INF/container.xml'
const ENCRYPTION = 'META-INF/encryption.xml'

/** The words of an e-book in the order of its spine. Throws {@link FileError}, also for one with copy protection. */
export function epubText(bytes: Uint8Array): string {
  const zip = openZip(bytes)
  if (!zip.names.includes(CONTAINER)) throw new FileError('wrong-type', 'It is no e-book: it has no list of its parts.')
  const chapters = spineOf(zip)
  const locked = zip.names.includes(ENCRYPTION) ? (zip.read([ENCRYPTION]).get(ENCRYPTION) ?? '') : ''
  // fonts are obfuscated in books that anybody may read; chapters are not
  if (zip.names.includes('META-INF/rights.xml') || chapters.some(name => locked.includes(`"${encodeURI(name)}"`)))
    throw new FileError('encrypted')
  const texts = zip.read(chapters)
  return chapters.map(name => htmlText(texts.get(name) ?? '')).join('\n\n')
}

const attribute = (tag: string, name: string): string =>
  new RegExp(String.raw`\s${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean) ?? ''

const tags = (xml: string, name: string): string[] =>
  xml.match(new RegExp(String.raw`<(?:\w+:)?${name}\s[^<>]*>`, 'g')) ?? []

/** Names of the entries that one reads, in order. */
function spineOf(zip: Zip): string[] {
  const container = zip.read([CONTAINER]).get(CONTAINER) ?? ''
  const root = attribute(tags(container, 'rootfile')[0] ?? '', 'full-path')
  const book = zip.read([root]).get(root)
  if (book === undefined) throw new FileError('broken')
  const base = new URL(encodeURI(root), 'epub://book/')
  const items = new Map(tags(book, 'item').map(tag => [attribute(tag, 'id'), attribute(tag, 'href')]))
  const spine = tags(book, 'itemref').flatMap(tag => items.get(attribute(tag, 'idref')) ?? [])
  const names = spine.flatMap(href => {
    const url = URL.parse(href.replaceAll('&amp;', '&'), base)
    return url === null ? [] : [decoded(url.pathname.slice(1))]
  })
  return [...new Set(names)].filter(name => zip.names.includes(name))
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

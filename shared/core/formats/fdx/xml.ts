import { SaxesParser } from 'saxes'
import { FdxError, MAX_DEPTH, MAX_ELEMENTS } from './errors.ts'

export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: XmlNode[]
  /** Line of the file where it ends its opening tag; 0 for one that we made. */
  line: number
}
export interface XmlComment {
  comment: string
}
export type XmlNode = XmlElement | XmlComment | string

export const isElement = (node: XmlNode | undefined): node is XmlElement => typeof node === 'object' && 'name' in node

export const element = (
  name: string,
  attributes: Record<string, string> = {},
  children: XmlNode[] = [],
): XmlElement => ({ name, attributes, children, line: 0 })

export const childElements = (parent: XmlElement, name?: string): XmlElement[] =>
  parent.children.filter(isElement).filter(child => name === undefined || child.name === name)
export const childElement = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent?.children.find((child): child is XmlElement => isElement(child) && child.name === name)

/** All text inside, in order. */
export const textOf = (node: XmlNode): string => {
  const parts: string[] = []
  const open: XmlNode[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') parts.push(next)
    // one by one: a call takes no 100,000 arguments
    else if (isElement(next)) for (const child of next.children.toReversed()) open.push(child)
  }
  return parts.join('')
}

/** References to characters that XML has not: other programs write them, and no parser may accept them. */
const FORBIDDEN_REFERENCES = /&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/gi
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** White space between elements is layout; beside text it is text. */
function dropLayout(parent: XmlElement): void {
  const { children } = parent
  if (children.some(isElement) && children.every(child => typeof child !== 'string' || child.trim() === ''))
    parent.children = children.filter(child => typeof child !== 'string')
}

/**
 * The root of an XML file. Entities that a DTD declares are not expanded but refused; depth and number of elements are
 * limited while reading. Throws {@link FdxError} with the line of the mistake.
 */
export function readXml(source: string): XmlElement {
  const parser = new SaxesParser({ xmlns: false, position: true })
  const open: XmlElement[] = []
  let root: XmlElement | undefined
  let count = 0
  const add = (node: XmlNode): void => {
    const parent = open.at(-1)
    if (!parent) return
    const last = parent.children.at(-1)
    if (typeof node === 'string' && typeof last === 'string') parent.children[parent.children.length - 1] = last + node
    else parent.children.push(node)
  }
  parser.on('error', error => {
    // "file:12:3: unclosed tag" -> "unclosed tag"
    throw new FdxError('not-xml', parser.line, error.message.replace(/^(?:[^:]*:)?\d+:\d+: /, ''))
  })
  parser.on('opentag', tag => {
    if (++count > MAX_ELEMENTS) throw new FdxError('too-large', parser.line)
    if (open.length >= MAX_DEPTH) throw new FdxError('too-deep', parser.line)
    const made: XmlElement = { name: tag.name, attributes: tag.attributes, children: [], line: parser.line }
    if (open.length === 0) root = made
    add(made)
    open.push(made)
  })
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed) dropLayout(closed)
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('comment', comment => add({ comment }))
  parser.write(source.replace(FORBIDDEN_REFERENCES, '').replace(FORBIDDEN, '')).close()
  if (!root) throw new FdxError('not-xml')
  return root
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, '')
    .replace(/[&<>]/g, sign => ESCAPES[sign] ?? sign)
    .replaceAll('\r', '&#13;')
const escapeAttribute = (text: string): string =>
  escapeText(text)
    .replaceAll('"', '&quot;')
    .replace(/[\n\t]/g, sign => `&#${sign.charCodeAt(0)};`)

/** XML of an element, indented where that changes no text. */
export function writeXml(node: XmlElement, indent = ''): string {
  const open = `${indent}<${node.name}${Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')}`
  if (node.children.length === 0) return `${open}/>`
  const inline = node.children.some(child => typeof child === 'string')
  const inner = inline ? '' : `${indent}  `
  const parts = node.children.map(child =>
    typeof child === 'string'
      ? escapeText(child)
      : isElement(child)
        ? writeXml(child, inner)
        : `${inner}<!--${child.comment.replace(/-(?=-|$)/g, '- ')}-->`,
  )
  return inline ? `${open}>${parts.join('')}</${node.name}>` : `${open}>\n${parts.join('\n')}\n${indent}</${node.name}>`
}

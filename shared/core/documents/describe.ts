import * as Y from 'yjs'

/** A shared type of whatever kind, as Yjs keeps it: items by key, and a list of items. */
export interface SharedType {
  _map: Map<string, Y.Item>
  _start: Y.Item | null
}

/** Levels that are written out. What is deeper cannot come in, see the checks of the socket. */
const MOST_LEVELS = 64

/** Everything live in a shared type, as JSON: its fields, and its list in order with formats between the words. */
export function describeType(type: SharedType, level = 0): unknown {
  if (level > MOST_LEVELS) return { type: 'too deep' }
  const fields = [...type._map].filter(([, item]) => !item.deleted)
  const list: unknown[] = []
  for (let item = type._start; item; item = item.right) if (!item.deleted) list.push(describeItem(item, level))
  return {
    type: type.constructor.name.replace(/^_*Y?/, ''),
    ...(type instanceof Y.XmlElement ? { name: type.nodeName } : {}),
    ...(fields.length > 0
      ? { fields: Object.fromEntries(fields.map(([key, item]) => [key, describeItem(item, level)])) }
      : {}),
    ...(list.length > 0 ? { list } : {}),
  }
}

/** What one item holds, as JSON; bytes as {bytes: base64}. */
export function describeItem(item: Y.Item, level = 0): unknown {
  const { content } = item
  if (content instanceof Y.ContentType) return describeType(content.type, level + 1)
  if (content instanceof Y.ContentString) return content.str
  if (content instanceof Y.ContentFormat) return { mark: content.key, value: plain(content.value) }
  const values = content.getContent().map(plain)
  return values.length === 1 ? values[0] : values
}

/** JSON has no bytes, no undefined and no big integers. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: base64(value) }
  if (typeof value === 'bigint') return { integer: String(value) }
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value ?? null
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

import { isShownRow, readTable, type Table } from '../../documents/table.ts'
import { type Family, textIn } from './family.ts'
import { rowFamily } from './rowFamily.ts'
import { excerpt } from './show.ts'

/** What one row of a table is called. */
const ROWS: Readonly<Record<string, string>> = {
  assets: 'asset',
  states: 'visual state',
  prompts: 'prompt',
  frames: 'frame',
  takes: 'take',
  endState: 'end of the scene',
}

export const rowWord = (root: string): string | undefined => ROWS[root]

/** Maps whose entries are things by themselves; others say as a whole what a row was made from. */
const ENTRIES: readonly string[] = ['keys', 'conditions']

/** What a timeline says for itself, as locks are: that its script was written anew outdates nothing elsewhere. */
const OWN: readonly string[] = ['invalidated']

const LABELS: Readonly<Record<string, string>> = {
  madeBy: 'Author',
  sources: 'Passages',
  dependsOn: 'Made from',
  fits: 'Confirmed',
  keys: 'Image key',
  conditions: 'Condition',
}

/** A declared table: its rows by id, its maps as they are declared. */
export function tableFamily(table: Table): Family {
  const one = ROWS[table.root] ?? 'row'
  const capital = `${one.charAt(0).toUpperCase()}${one.slice(1)}`
  const entries = table.maps.filter(name => ENTRIES.includes(name))
  const labelOf = (field: string): string => {
    const [name = field] = field.split('.')
    return table.shown[name] ?? LABELS[name] ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  }
  return {
    ...rowFamily({
      root: table.root,
      isShown: row => isShownRow(table, row),
      texts: table.texts,
      values: [...table.values.filter(name => !OWN.includes(name)), 'madeBy'],
      maps: table.maps.filter(name => !ENTRIES.includes(name)),
      entries,
    }),
    name: table.root,
    kind: table.root === 'assets' ? 'asset' : 'row',
    labelOf,
    valueOf: (_, value) => inWords(value),
    namesOf: doc =>
      new Map(
        readTable(doc, table).map(({ id, texts }, place) => {
          const name = (texts as Record<string, string>).name ?? ''
          return [id, name === '' ? `${capital} ${place + 1}` : `${capital} “${excerpt(name)}”`]
        }),
      ),
    wordOf: { one, titleOf: row => table.texts.map(name => textIn(row, name)).find(words => words !== '') ?? '' },
  }
}

/** A value in words, where it has some: ids and what lies in maps says nothing to people. */
function inWords(value: unknown): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string')
    return value.text
  return typeof value === 'string' && !/^[0-9A-Za-z]{16}$/.test(value) ? value : ''
}

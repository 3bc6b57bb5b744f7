import type { LineType } from '../../script/lineTypes.ts'
import { childElement, childElements, element, type XmlElement } from './xml.ts'

/** How an element of a Final Draft file looks and behaves: one <ElementSettings>. Inches from the left edge, points. */
interface Settings {
  capitals?: boolean
  underline?: boolean
  alignment?: 'Left' | 'Center' | 'Right'
  first?: string
  left: string
  right: string
  before: number
  paginateAs: string
  next: string
  shortcut: string
}

const body = { left: '1.50', right: '7.50', next: 'Action' }

/** The elements of Final Draft's screenplay template, and those that we write besides. */
const SETTINGS: ReadonlyMap<string, Settings> = new Map(
  Object.entries<Settings>({
    General: { ...body, before: 0, paginateAs: 'General', next: 'General', shortcut: '0' },
    'Scene Heading': { ...body, capitals: true, before: 24, paginateAs: 'Scene Heading', shortcut: '1' },
    Action: { ...body, before: 12, paginateAs: 'Action', shortcut: '2' },
    Character: {
      capitals: true,
      left: '3.50',
      right: '7.25',
      before: 12,
      paginateAs: 'Character',
      next: 'Dialogue',
      shortcut: '3',
    },
    Parenthetical: {
      first: '-0.10',
      left: '3.00',
      right: '5.50',
      before: 0,
      paginateAs: 'Parenthetical',
      next: 'Dialogue',
      shortcut: '4',
    },
    Dialogue: { left: '2.50', right: '6.00', before: 0, paginateAs: 'Dialogue', next: 'Action', shortcut: '5' },
    Transition: {
      capitals: true,
      alignment: 'Right',
      left: '5.50',
      right: '7.10',
      before: 12,
      paginateAs: 'Transition',
      next: 'Scene Heading',
      shortcut: '6',
    },
    Shot: { ...body, capitals: true, before: 24, paginateAs: 'Scene Heading', shortcut: '7' },
    'Cast List': { ...body, before: 0, paginateAs: 'Action', shortcut: '8' },
    'New Act': {
      ...body,
      capitals: true,
      underline: true,
      alignment: 'Center',
      before: 0,
      paginateAs: 'Scene Heading',
      next: 'Scene Heading',
      shortcut: '9',
    },
    'End of Act': {
      ...body,
      capitals: true,
      underline: true,
      alignment: 'Center',
      before: 24,
      paginateAs: 'Action',
      next: 'New Act',
      shortcut: '',
    },
    Lyrics: { left: '2.50', right: '6.00', before: 0, paginateAs: 'Dialogue', next: 'Lyrics', shortcut: '' },
    'Outline Body': { ...body, before: 12, paginateAs: 'Action', shortcut: '' },
  }),
)
const OUTLINE = /^Outline ([1-6])$/

/** Elements that every file of ours declares; others only where a paragraph has them. */
const TEMPLATE = [...SETTINGS.keys()].slice(0, 11)

/** The type of paragraph that stands for a line. A section's depth is part of the name. */
export const FDX_TYPES: Readonly<Record<Exclude<LineType, 'section' | 'note' | 'page_break'>, string>> = {
  scene_heading: 'Scene Heading',
  action: 'Action',
  character: 'Character',
  parenthetical: 'Parenthetical',
  dialogue: 'Dialogue',
  transition: 'Transition',
  shot: 'Shot',
  general: 'General',
  lyrics: 'Lyrics',
  centered: 'Action',
  synopsis: 'Outline Body',
}

/** How other types of Final Draft, of its templates and of other programs are read. */
const READ: ReadonlyMap<string, LineType> = new Map<string, LineType>([
  ...Object.entries(FDX_TYPES).map(([type, name]): [string, LineType] => [name, type as keyof typeof FDX_TYPES]),
  ['Action', 'action'],
  ['Singing', 'lyrics'],
  ['Cast List', 'general'],
  ['New Act', 'centered'],
  ['End of Act', 'centered'],
  ['Outline Act', 'section'],
  ['Outline Sequence', 'section'],
])

export interface ReadType {
  type: LineType
  depth?: number
}

/**
 * What a paragraph of a type is here. A type that the writer made is what it is paginated as, and `general` where the
 * file does not say. `centred`: by the paragraph's own alignment.
 */
export function readType(name: string, centred: boolean, settings: ReadonlyMap<string, XmlElement>): ReadType {
  const outline = OUTLINE.exec(name)
  if (outline) return { type: 'section', depth: Number(outline[1]) }
  const known = READ.get(name)
  if (known === 'section') return { type: 'section', depth: name === 'Outline Act' ? 1 : 2 }
  const as = known ?? READ.get(childElement(settings.get(name), 'Behavior')?.attributes.PaginateAs ?? '')
  const type = as === undefined || as === 'scene_heading' ? (known ?? 'general') : as
  return { type: centred && (type === 'action' || type === 'general') ? 'centered' : type }
}

/** Whether paragraphs of an element begin a page unless they say otherwise, as acts do in television. */
export const startsPage = (settings: XmlElement | undefined): boolean =>
  childElement(settings, 'ParagraphSpec')?.attributes.StartsNewPage === 'Yes'

/** <ElementSettings> of a file by the name of their element. */
export const settingsOf = (root: XmlElement | undefined): Map<string, XmlElement> =>
  new Map(root ? childElements(root, 'ElementSettings').map(found => [found.attributes.Type ?? '', found]) : [])

const settings = (name: string): Settings | undefined => {
  const depth = OUTLINE.exec(name)?.[1]
  if (depth === undefined) return SETTINGS.get(name)
  return { ...body, before: depth === '1' ? 24 : 12, paginateAs: 'Scene Heading', shortcut: '' }
}

/** Font of a run or an element, as Final Draft writes it. */
export const fontSpec = (style: string): Record<string, string> => ({
  AdornmentStyle: '0',
  Background: '#FFFFFFFFFFFF',
  Color: '#000000000000',
  Font: 'Courier Final Draft',
  RevisionID: '0',
  Size: '12',
  Style: style,
})

function elementSettings(name: string, set: Settings): XmlElement {
  const style = [set.capitals ? 'AllCaps' : '', set.underline ? 'Underline' : ''].filter(part => part !== '').join('+')
  return element('ElementSettings', { Type: name }, [
    element('FontSpec', fontSpec(style)),
    element('ParagraphSpec', {
      Alignment: set.alignment ?? 'Left',
      FirstIndent: set.first ?? '0.00',
      Leading: 'Regular',
      LeftIndent: set.left,
      RightIndent: set.right,
      SpaceBefore: String(set.before),
      Spacing: '1',
      StartsNewPage: 'No',
    }),
    element('Behavior', { PaginateAs: set.paginateAs, ReturnKey: set.next, Shortcut: set.shortcut }),
  ])
}

/** The settings to add to a file that declares `declared`, whose paragraphs have the types `used`. */
export function missingSettings(declared: Iterable<string>, used: Iterable<string>): XmlElement[] {
  const has = new Set(declared)
  return [...new Set([...(has.size === 0 ? TEMPLATE : []), ...used])]
    .filter(name => !has.has(name))
    .flatMap(name => {
      const set = settings(name)
      return set ? [elementSettings(name, set)] : []
    })
}

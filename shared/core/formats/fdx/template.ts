import type {
  Screenplay,
  ScreenplayLine,
  ScreenplayProduction,
  ScreenplayRevision,
  TitlePageEntry,
} from '../screenplay.ts'
import { FDX_TYPES, fontSpec, missingSettings } from './elements.ts'
import { type PagePosition, writeLockedPages } from './lockedPages.ts'
import { writeRevisions } from './revisions.ts'
import { writeTitlePage } from './titlePage.ts'
import { element, type XmlElement } from './xml.ts'

/** Height and width in inches, as Final Draft writes them. */
const SIZES = { letter: { Height: '11.00', Width: '8.50' }, a4: { Height: '11.69', Width: '8.27' } } as const
export const pageSize = (size: ScreenplayProduction['pageSize']): XmlElement =>
  element('PageSize', SIZES[size ?? 'letter'])

const pageLayout = (size: ScreenplayProduction['pageSize']): XmlElement =>
  element(
    'PageLayout',
    {
      BackgroundColor: '#FFFFFFFFFFFF',
      BottomMargin: '72',
      BreakDialogueAndActionAtSentences: 'Yes',
      DocumentLeading: 'Normal',
      FooterMargin: '36',
      ForegroundColor: '#000000000000',
      HeaderMargin: '36',
      InvisiblesColor: '#808080808080',
      TopMargin: '72',
      UsesSmartQuotes: 'No',
    },
    [pageSize(size)],
  )

/** Page numbers at the upper right, from the second page on. */
const header = (): XmlElement =>
  element(
    'HeaderAndFooter',
    { FooterFirstPage: 'Yes', FooterVisible: 'No', HeaderFirstPage: 'No', HeaderVisible: 'Yes', StartingPage: '1' },
    [
      element('Header', {}, [
        element(
          'Paragraph',
          {
            Alignment: 'Right',
            FirstIndent: '0.00',
            Leading: 'Regular',
            LeftIndent: '1.25',
            RightIndent: '-1.25',
            SpaceBefore: '0',
            Spacing: '1',
            StartsNewPage: 'No',
          },
          [element('DynamicLabel', { Type: 'Page #' }), element('Text', fontSpec(''), ['.'])],
        ),
      ]),
    ],
  )

const moresAndContinueds = (): XmlElement =>
  element('MoresAndContinueds', {}, [
    element('FontSpec', fontSpec('')),
    element('DialogueBreaks', {
      AutomaticCharacterContinueds: 'Yes',
      BottomOfPage: 'Yes',
      DialogueBottom: '(MORE)',
      DialogueTop: "(CONT'D)",
      TopOfNext: 'Yes',
    }),
    element('SceneBreaks', {
      ContinuedNumber: 'No',
      SceneBottom: '(CONTINUED)',
      SceneBottomOfPage: 'No',
      SceneTop: 'CONTINUED:',
      SceneTopOfNext: 'No',
    }),
  ])

/** Numbers are printed beside the scenes that have one. */
const sceneNumbers = (lines: readonly ScreenplayLine[]): XmlElement => {
  const shown = lines.some(line => line.sceneNumber !== undefined) ? 'Yes' : 'No'
  return element(
    'SceneNumberOptions',
    { LeftLocation: '0.75', RightLocation: '7.38', ShowNumbersOnLeft: shown, ShowNumbersOnRight: shown },
    [element('FontSpec', fontSpec(''))],
  )
}

/** The parts of a file of ours beside its script; paragraphs of the types `used` are in it. */
export const templateParts = (
  { lines, production }: Pick<Screenplay, 'lines' | 'production'>,
  used: Iterable<string>,
): XmlElement[] => [
  header(),
  pageLayout(production?.pageSize),
  ...missingSettings([], used),
  moresAndContinueds(),
  sceneNumbers(lines),
]

export const titlePagePart = (entries: readonly TitlePageEntry[]): XmlElement =>
  element('TitlePage', {}, [writeTitlePage(entries)])

interface Read {
  titlePage: readonly TitlePageEntry[]
  lines: ScreenplayLine[]
  revisions: readonly ScreenplayRevision[]
  production: ScreenplayProduction
  pages: readonly PagePosition[]
}

const DEPTHS = [1, 2, 3, 4, 5, 6]
let declared: XmlElement[] | undefined
/** Settings of every element that we ever write; made once, because every import compares with them. */
const everySetting = (): XmlElement[] =>
  (declared ??= missingSettings([], [...Object.values(FDX_TYPES), ...DEPTHS.map(depth => `Outline ${depth}`)]))

/** What we would write of a file beside its script, so that it need not be kept. */
export function ownParts({ titlePage, lines, revisions, production, pages }: Read): XmlElement[] {
  const written = [
    writeRevisions(revisions, production.revision, undefined),
    pages.length > 0 ? writeLockedPages(pages, undefined) : undefined,
  ]
  return [
    element('Content'),
    element('ScriptNotes'),
    ...templateParts({ lines, production }, []),
    ...everySetting(),
    titlePagePart(titlePage),
    ...written.filter(part => part !== undefined),
  ]
}

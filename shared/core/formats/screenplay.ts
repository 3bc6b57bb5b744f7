import type { LineDraft } from '../script/line.ts'

/**
 * What a format says beyond what we read, in that format's own words, kept for the way back: name of the format -> source
 * ('fdx' -> XML). The lines of a screenplay have their own: what was said of a line goes wherever the line goes.
 */
export type Foreign = Readonly<Record<string, string>>

/** A line of an interchanged screenplay. `sceneNumber` and `omitted` belong to headings: they end up on the scene. */
export type ScreenplayLine = LineDraft & {
  /** The number printed beside the heading ("12A"), where the file fixes one. */
  sceneNumber?: string
  /** The scene is kept as a number only, because pages of it are already in people's hands. */
  omitted?: boolean
  /** Id of the revision in which the line last changed. */
  revised?: string
  foreign?: Foreign
}

export interface TitlePageEntry {
  key: string
  /** May hold '\n'. */
  value: string
}

/** A set of revised pages, in the order in which they were handed out. */
export interface ScreenplayRevision {
  id: string
  name: string
  /** One of the industry's ten: white, blue, pink, yellow, green, goldenrod, buff, salmon, cherry, tan. */
  colour: string
  /** As people write it; '' where nobody did. */
  date: string
}

/** Where a locked page begins: a place in `lines`, and how much of that line's text (UTF-16 units) stands on pages before. */
export interface ScreenplayPage {
  label: string
  line: number
  offset: number
}

/** How the script is made; what is absent is as a new script has it. */
export interface ScreenplayProduction {
  pageSize?: 'letter' | 'a4'
  /** Id of the revision that is being written. */
  revision?: string
  scenesLocked?: boolean
  /** The starts of the pages, while pages are locked. */
  pages?: ScreenplayPage[]
}

/** What every screenplay format reads into and writes from: no ids, no scenes, lines in the order in which they are shown. */
export interface Screenplay {
  titlePage: TitlePageEntry[]
  lines: ScreenplayLine[]
  revisions?: ScreenplayRevision[]
  production?: ScreenplayProduction
  foreign?: Foreign
}

import type { LineDraft } from '../script/line.ts'

/** A line of an interchanged screenplay. The two extra fields belong to headings: they end up on the scene. */
export type ScreenplayLine = LineDraft & {
  /** The number printed beside the heading ("12A"), where the file fixes one. */
  sceneNumber?: string
  /** The scene is kept as a number only, because pages of it are already in people's hands. */
  omitted?: boolean
}

export interface TitlePageEntry {
  key: string
  /** May hold '\n'. */
  value: string
}

/** What every screenplay format reads into and writes from: no ids, no scenes, lines in the order in which they are shown. */
export interface Screenplay {
  titlePage: TitlePageEntry[]
  lines: ScreenplayLine[]
}

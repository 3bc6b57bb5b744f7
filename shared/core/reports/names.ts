/** Apart from what they hold: addresses of pages have these names, and are read before any script is. */
export const REPORTS = ['scenes', 'characters', 'locations', 'dialogue', 'pacing'] as const
export type ReportName = (typeof REPORTS)[number]
export const isReportName = (value: unknown): value is ReportName => REPORTS.includes(value as ReportName)

export const REPORT_TITLES: Readonly<Record<ReportName, string>> = {
  scenes: 'Scenes',
  characters: 'Characters',
  locations: 'Locations',
  dialogue: 'Dialogue balance',
  pacing: 'Pacing',
}

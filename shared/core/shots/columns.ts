/** The columns of a shot table (stage 7), in the order of the grid. Text columns are Y.Text in the document. */
export const TEXT_COLUMNS = ['action', 'dialogue', 'characters', 'setting', 'light', 'camera', 'continuity'] as const
export type TextColumn = (typeof TEXT_COLUMNS)[number]
export type ShotColumn = 'label' | 'duration' | TextColumn

export interface ColumnSpec {
  key: ShotColumn
  title: string
  /** What belongs in the cell, shown as its hint. */
  hint: string
  kind: 'label' | 'seconds' | 'text'
  /** Must be filled before the shot list can be locked. */
  required: boolean
  /** Initial width in px. */
  width: number
}

export const SHOT_COLUMNS: readonly ColumnSpec[] = [
  { key: 'label', title: 'Shot', hint: 'Scene number and letter', kind: 'label', required: true, width: 64 },
  { key: 'duration', title: 'Sec', hint: 'Seconds', kind: 'seconds', required: true, width: 56 },
  { key: 'action', title: 'Action', hint: 'What happens in the frame', kind: 'text', required: true, width: 280 },
  { key: 'dialogue', title: 'Dialogue', hint: 'Verbatim, NAME: line', kind: 'text', required: false, width: 240 },
  {
    key: 'characters',
    title: 'Characters',
    hint: 'NAME (foreground, profile)',
    kind: 'text',
    required: false,
    width: 180,
  },
  { key: 'setting', title: 'Setting', hint: 'Where, and what we see of it', kind: 'text', required: true, width: 160 },
  { key: 'light', title: 'Light', hint: 'Time of day, source, mood', kind: 'text', required: true, width: 140 },
  { key: 'camera', title: 'Camera', hint: 'Size, angle, move', kind: 'text', required: true, width: 180 },
  { key: 'continuity', title: 'Continuity', hint: 'What must match', kind: 'text', required: false, width: 160 },
]

/** Seconds: the default of a new shot and the bounds of the table. */
export const SHOT_SECONDS = { default: 8, least: 0.5, most: 60 } as const

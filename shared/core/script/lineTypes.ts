/** The elements of a screenplay. The type is an attribute of a line, never a node name: see docs/decisions. */
export const LINE_TYPES = [
  'scene_heading',
  'action',
  'character',
  'parenthetical',
  'dialogue',
  'transition',
  'lyrics',
  'centered',
  'section',
  'synopsis',
  'note',
  'page_break',
  'shot',
  'general',
] as const
export type LineType = (typeof LINE_TYPES)[number]

import type { Outline, OutlineScene, OutlineSection } from './outline.ts'

/** A row of the navigator; `level` is how deep it is set in, 0 for what stands under no section. */
export type NavigatorRow =
  | { kind: 'section'; section: OutlineSection; level: number; collapsed: boolean; scenes: number }
  | { kind: 'scene'; scene: OutlineScene; level: number }

/** Scenes under their sections, in the order of the script; what is in a collapsed section is left out. */
export function navigatorRows({ scenes, sections }: Outline, collapsed: ReadonlySet<string>): NavigatorRow[] {
  const rows: NavigatorRow[] = []
  /** The sections that hold the next row, outermost first. */
  const open: Extract<NavigatorRow, { kind: 'section' }>[] = []
  let next = 0
  const isHidden = (): boolean => open.some(row => row.collapsed)
  const addSections = (before: number): void => {
    for (let section = sections[next]; section && section.position < before; section = sections[++next]) {
      while ((open.at(-1)?.section.depth ?? 0) >= section.depth) open.pop()
      const row: NavigatorRow = {
        kind: 'section',
        section,
        level: open.length,
        collapsed: collapsed.has(section.lineId),
        scenes: 0,
      }
      if (!isHidden()) rows.push(row)
      open.push(row)
    }
  }
  for (const scene of scenes) {
    addSections(scene.position)
    for (const row of open) row.scenes++
    if (!isHidden()) rows.push({ kind: 'scene', scene, level: open.length })
  }
  addSections(Number.POSITIVE_INFINITY)
  return rows
}

import type { VersionDiff, VersionView } from '../../shared/core/api/versions.ts'
import { BriefChanges } from './BriefChanges.tsx'
import { AuthorsContext } from './Pieces.tsx'
import { RowChanges } from './RowChanges.tsx'
import { ScriptChanges } from './ScriptChanges.tsx'
import { ShotChanges } from './ShotChanges.tsx'
import { TableChanges } from './TableChanges.tsx'
import { TreatmentChanges } from './TreatmentChanges.tsx'

/** A document as it was, or what became of it, in the way of its kind. `folded`: what did not change is put away. */
export function ViewChanges({ view, authors, folded }: Pick<VersionDiff, 'view' | 'authors'> & { folded: boolean }) {
  return (
    <AuthorsContext value={authors}>
      {view.kind === 'script' && <ScriptChanges view={view} folded={folded} />}
      {view.kind === 'beats' && <RowChanges row="Beat" text="Text" rows={view.beats} />}
      {view.kind === 'assets' && <RowChanges row="Asset" text="Description" rows={view.assets} />}
      {view.kind === 'scene' && <ShotChanges view={view} />}
      {view.kind === 'scene' && <TableChanges tables={view.tables} />}
      {view.kind === 'treatment' && <TreatmentChanges view={view} />}
      {view.kind === 'brief' && <BriefChanges view={view} />}
    </AuthorsContext>
  )
}

/** Is anything marked in it? */
export function isChanged(view: VersionView): boolean {
  if (view.kind === 'brief') return view.fields.some(field => field.pieces.some(piece => piece.status !== 'same'))
  if (view.kind === 'treatment')
    return (
      view.chosen.before !== view.chosen.after ||
      view.variants.some(
        ({ status, title, lines }) =>
          status !== 'same' ||
          title.some(piece => piece.status !== 'same') ||
          lines.some(line => line.status !== 'same'),
      )
    )
  if (view.kind === 'beats') return view.beats.some(beat => beat.status !== 'same')
  if (view.kind === 'assets') return view.assets.some(asset => asset.status !== 'same')
  if (view.kind === 'scene')
    return [...view.shots, ...view.tables.flatMap(table => table.rows)].some(row => row.status !== 'same')
  return (
    view.titlePage.some(field => field.before !== field.after) ||
    view.scenes.some(scene => scene.status !== 'same' || scene.lines.some(line => line.status !== 'same'))
  )
}

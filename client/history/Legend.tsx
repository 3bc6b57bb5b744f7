import type { Piece, VersionView } from '../../shared/core/api/versions.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { counted } from '../../shared/core/text/counted.ts'
import { Avatar } from '../ui/Avatar.tsx'
import styles from './history.module.css'
import { type Authors, handOf } from './Pieces.tsx'
import { idOf } from './VersionList.tsx'

function piecesOf(view: VersionView): Piece[] {
  if (view.kind === 'brief') return view.fields.flatMap(field => field.pieces)
  if (view.kind === 'treatment')
    return view.variants.flatMap(({ title, lines }) => [...title, ...lines.flatMap(line => line.pieces)])
  if (view.kind === 'beats') return view.beats.flatMap(({ title, body }) => [...title, ...body])
  if (view.kind === 'assets') return view.assets.flatMap(({ title, body }) => [...title, ...body])
  if (view.kind === 'script') return view.scenes.flatMap(scene => scene.lines.flatMap(line => line.pieces))
  const rows = view.tables.flatMap(table => table.rows)
  return [
    ...view.shots.flatMap(shot => Object.values(shot.cells).flat()),
    ...rows.flatMap(row => row.fields.flatMap(field => field.pieces)),
  ]
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)?.length ?? 0

/** What the marks mean, and how many words came and went in whose hand. */
export function Legend({ view, authors }: { view: VersionView; authors: Authors }) {
  const hands = new Map<Author | null, { added: number; removed: number }>()
  for (const { text, status, by } of piecesOf(view)) {
    if (status === 'same') continue
    const author = by === null ? null : (authors[by] ?? null)
    const count = hands.get(author) ?? { added: 0, removed: 0 }
    count[status] += wordsIn(text)
    hands.set(author, count)
  }
  if (hands.size === 0) return null
  return (
    <ul className={styles.legend} aria-label="Who changed what">
      {[...hands].map(([author, { added, removed }]) => (
        <li key={author ? idOf(author) : ''} style={handOf(author)}>
          {author && (
            <Avatar of={{ id: idOf(author), name: author.name, agent: author.kind === 'agent' }} small decorative />
          )}
          {author && <span>{author.name}</span>}
          {added > 0 && <ins className={styles.added}>{counted(added, 'word')} added</ins>}
          {removed > 0 && <del className={styles.removed}>{counted(removed, 'word')} removed</del>}
        </li>
      ))}
    </ul>
  )
}

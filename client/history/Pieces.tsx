import { type CSSProperties, createContext, useContext } from 'react'
import type { Piece, VersionDiff } from '../../shared/core/api/versions.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import { personColour } from '../ui/people.ts'
import styles from './history.module.css'

export type Authors = VersionDiff['authors']

/** The hands that the pieces below name by place. */
export const AuthorsContext = createContext<Authors>([])

/** The colour of an author's words; a neutral one where nobody knows. */
export const handOf = (author: Author | null): CSSProperties =>
  ({
    '--hand': !author ? 'var(--paper-muted)' : author.kind === 'agent' ? 'var(--agent)' : personColour(author.id),
  }) as CSSProperties

/** Words that stayed, came (underlined) and went (struck through), the last two in their authors' colours. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  const authors = useContext(AuthorsContext)
  // pieces have no identity but their place: a view is made anew for every version
  return pieces.map((piece, place) => {
    const author = piece.by === null ? null : (authors[piece.by] ?? null)
    const marks = piece.marks.map(mark => styles[mark]).join(' ')
    const words = piece.marks.length > 0 ? <span className={marks}>{piece.text}</span> : piece.text
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    if (piece.status === 'same') return <span key={place}>{words}</span>
    const Tag = piece.status === 'added' ? 'ins' : 'del'
    const said = `${piece.status === 'added' ? 'added' : 'removed'}${author ? ` by ${author.name}` : ''}`
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: see above
      <Tag key={place} className={styles[piece.status]} style={handOf(author)} title={said}>
        <span className="sr-only"> [{said}:</span>
        {words}
        <span className="sr-only">] </span>
      </Tag>
    )
  })
}

import type { KeyboardEvent } from 'react'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import type { ProjectCard as Card } from '../../shared/core/api/schemas.ts'
import { cardAt, isArrow } from './cardKeys.ts'
import styles from './dashboard.module.css'
import { ProjectCard } from './ProjectCard.tsx'

interface CardGridProps {
  cards: readonly Card[]
  onRename: (card: Card, name: string) => void
  onArchive: (card: Card, archived: boolean) => void
  onMove: (card: Card, organisationId: string | null) => void
  organisations: readonly OrganisationRow[]
}

/** Cards that arrows walk over. */
export function CardGrid({ cards, onRename, onArchive, onMove, organisations }: CardGridProps) {
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    if (!isArrow(event.key) || !(event.target instanceof HTMLAnchorElement)) return
    const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('[data-project-card] h3 a')]
    const boxes = links.map(link => link.closest('article')?.getBoundingClientRect() ?? link.getBoundingClientRect())
    links[cardAt(boxes, links.indexOf(event.target), event.key)]?.focus()
    event.preventDefault()
  }
  return (
    <ul className={styles.grid} onKeyDown={walk}>
      {cards.map(card => (
        <li key={card.id}>
          <ProjectCard
            card={card}
            onRename={name => onRename(card, name)}
            onArchive={archived => onArchive(card, archived)}
            onMove={organisationId => onMove(card, organisationId)}
            organisations={organisations}
          />
        </li>
      ))}
    </ul>
  )
}

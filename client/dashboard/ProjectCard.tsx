import { Link } from '@tanstack/react-router'
import { Archive, ArchiveRestore, Building2, Ellipsis, PencilLine, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import type { ProjectCard as Card } from '../../shared/core/api/schemas.ts'
import { counted } from '../../shared/core/text/counted.ts'
import { ROLE_WORDS } from '../settings/roles.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Badge, Status } from '../ui/Badge.tsx'
import { IconButton } from '../ui/Button.tsx'
import { classNames } from '../ui/classNames.ts'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { relativeTime } from '../ui/time.ts'
import styles from './Card.module.css'
import { NameEditor } from './NameEditor.tsx'
import { PROJECT_TYPE_WORDS } from './projectTypes.ts'

interface ProjectCardProps {
  card: Card
  onRename: (name: string) => void
  onArchive: (archived: boolean) => void
  onMove: (organisationId: string | null) => void
  /** Those of the person. */
  organisations: readonly OrganisationRow[]
}

export function ProjectCard({ card, onRename, onArchive, onMove, organisations }: ProjectCardProps) {
  const [renaming, setRenaming] = useState(false)
  const mayRename = may(card.role, 'project.rename')
  const mayArchive = may(card.role, 'project.archive')
  const link = useRef<HTMLAnchorElement>(null)
  const refocus = useRef(false)
  // the field that was renamed in is gone: the focus goes back to the card
  useEffect(() => {
    if (!renaming && refocus.current) link.current?.focus()
    refocus.current = renaming
  }, [renaming])
  const home = organisations.find(({ id }) => id === card.organisationId)
  const moves: MenuEntry[] = may(card.role, 'project.organise')
    ? [
        ...organisations
          .filter(({ id, role }) => id !== card.organisationId && may(role, 'organisation.projects'))
          .map(({ id, name }) => ({ label: `Move to ${name}`, icon: <Building2 />, onSelect: () => onMove(id) })),
        ...(home ? [{ label: `Take out of ${home.name}`, icon: <Building2 />, onSelect: () => onMove(null) }] : []),
      ]
    : []
  const startRename = (): void => setRenaming(mayRename)
  return (
    <article className={classNames(styles.card, card.archived && styles.archived)} data-project-card={card.id}>
      <div className={styles.head}>
        {renaming ? (
          <NameEditor
            name={card.name}
            onDone={name => {
              setRenaming(false)
              if (name !== null && name !== card.name) onRename(name)
            }}
          />
        ) : (
          <h3 className={styles.name}>
            <Link
              ref={link}
              to="/p/$projectId"
              params={{ projectId: card.id }}
              className={styles.link}
              onKeyDown={event => {
                if (event.key !== 'F2') return
                event.preventDefault()
                startRename()
              }}
            >
              {card.name}
            </Link>
          </h3>
        )}
        <span className={styles.menu}>
          <Menu
            align="end"
            // the field of the name takes the focus instead of the button
            onCloseAutoFocus={event => renaming && event.preventDefault()}
            trigger={
              <IconButton label={`Actions for ${card.name}`} size="small">
                <Ellipsis />
              </IconButton>
            }
            items={[
              {
                label: 'Rename',
                icon: <PencilLine />,
                keys: 'F2',
                disabledReason: mayRename ? null : 'Only the owner and admins can rename it.',
                onSelect: startRename,
              },
              {
                label: card.archived ? 'Bring back' : 'Archive',
                icon: card.archived ? <ArchiveRestore /> : <Archive />,
                disabledReason: mayArchive ? null : 'Only the owner can archive it.',
                onSelect: () => onArchive(!card.archived),
              },
              ...moves,
            ]}
          />
        </span>
      </div>
      <p className={styles.facts}>
        {PROJECT_TYPE_WORDS[card.type].name} · {ROLE_WORDS[card.role].name}
        {card.sample && <Badge>Sample</Badge>}
        {home && <Badge>{home.name}</Badge>}
      </p>
      <Progress card={card} />
      <div className={styles.foot}>
        <span>{relativeTime(card.updatedAt)}</span>
        <span className={styles.people} title={card.members.map(person => person.name).join(', ')}>
          <span className="sr-only">{counted(card.members.length, 'person', 'people')}</span>
          {card.members.slice(0, 5).map(person => (
            <Avatar key={person.id} of={person} small decorative />
          ))}
          {card.members.length > 5 && <span className={styles.more}>+{card.members.length - 5}</span>}
        </span>
      </div>
    </article>
  )
}

/** Scenes and shots; the bar says how many scenes are broken down, and how many of these no longer fit the script. */
function Progress({ card }: { card: Card }) {
  if (card.scenes === 0) return <p className={styles.counts}>No scenes yet</p>
  return (
    <>
      <p className={styles.counts}>
        <span>{counted(card.scenes, 'scene')}</span>
        {card.scenesCurrent + card.scenesOutdated > 0 && (
          <span>{card.scenesCurrent + card.scenesOutdated} broken down</span>
        )}
        <span>{counted(card.shots, 'shot')}</span>
        {card.shotsOutdated > 0 && (
          <Status tone="warn" icon={<TriangleAlert aria-hidden="true" />}>
            {card.shotsOutdated} outdated
          </Status>
        )}
      </p>
      <div className={styles.bar} aria-hidden="true">
        <span className={styles.current} style={{ width: `${(100 * card.scenesCurrent) / card.scenes}%` }} />
        <span className={styles.outdated} style={{ width: `${(100 * card.scenesOutdated) / card.scenes}%` }} />
      </div>
    </>
  )
}

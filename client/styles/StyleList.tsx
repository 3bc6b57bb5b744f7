import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { useId } from 'react'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import type { StyleRow } from '../../shared/core/api/styles.ts'
import { counted } from '../../shared/core/text/counted.ts'
import catalogue from '../ui/Catalogue.module.css'
import { Spinner } from '../ui/Spinner.tsx'
import styles from './styles.module.css'

interface StyleListProps {
  list: readonly StyleRow[]
  organisations: readonly OrganisationRow[]
}

/** The styles by whose they are: those of each organisation, one's own, and those that come with the program. */
export function StyleList({ list, organisations }: StyleListProps) {
  const groups = [
    ...organisations.map(({ id, name }) => ({
      key: id,
      title: name,
      rows: list.filter(({ organisationId }) => organisationId === id),
    })),
    { key: 'person', title: 'Your own', rows: list.filter(({ scope }) => scope === 'person') },
    { key: 'shipped', title: 'Come with Aiuteur', rows: list.filter(({ scope }) => scope === 'shipped') },
  ]
  return (
    <nav aria-label="Written styles" className={styles.groups}>
      {groups
        .filter(({ rows }) => rows.length > 0)
        .map(group => (
          <Group key={group.key} title={group.title} rows={group.rows} />
        ))}
    </nav>
  )
}

function Group({ title, rows }: { title: string; rows: readonly StyleRow[] }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.groupTitle}>
        {title}
      </h2>
      <ul className={catalogue.group}>
        {rows.map(row => (
          <li key={row.id}>
            <Link
              to="/styles/$styleId"
              params={{ styleId: row.id }}
              className={catalogue.entry}
              activeProps={{ 'aria-current': 'page' }}
            >
              <span className={catalogue.words}>
                <span className={catalogue.name}>{row.name}</span>
                <span className={catalogue.facts}>
                  <Facts row={row} />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Facts({ row: { samples, chunks, pending, failed } }: { row: StyleRow }) {
  if (pending > 0)
    return (
      <>
        <Spinner label={null} /> Being read
      </>
    )
  if (failed > 0)
    return (
      <>
        <CircleAlert aria-hidden="true" className={styles.failed} /> {failed} not read
      </>
    )
  return samples === 0 ? 'No samples yet' : counted(chunks, 'passage')
}

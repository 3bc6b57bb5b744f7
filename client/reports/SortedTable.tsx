import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { classNames } from '../ui/classNames.ts'
import styles from './reports.module.css'

export interface Column<Row> {
  title: string
  /** What rows are sorted by. */
  value: (row: Row) => string | number
  /** What is shown; else the value. */
  cell?: (row: Row) => ReactNode
  /** Figures stand at the right and begin with the greatest. */
  numeric?: boolean
  /** Not on narrow screens. */
  wide?: boolean
}

interface SortedTableProps<Row> {
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  muted?: (row: Row) => boolean
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), 'en', { numeric: true, sensitivity: 'base' })

/** Rows as they come, until somebody presses the head of a column; a second press turns the order round. */
export function SortedTable<Row>({ caption, columns, rows, keyOf, muted }: SortedTableProps<Row>) {
  const [sort, setSort] = useState<{ title: string; down: boolean } | null>(null)
  const by = columns.find(column => column.title === sort?.title)
  const sorted = by ? rows.toSorted((a, b) => compare(by.value(a), by.value(b)) * (sort?.down ? -1 : 1)) : rows
  const press = (column: Column<Row>): void => {
    const first = column.numeric === true
    if (sort?.title !== column.title) setSort({ title: column.title, down: first })
    else if (sort.down === first) setSort({ title: column.title, down: !first })
    else setSort(null)
  }
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th
                key={column.title}
                scope="col"
                className={classNames(column.numeric && styles.numeric, column.wide && styles.wide)}
                aria-sort={sort?.title === column.title ? (sort.down ? 'descending' : 'ascending') : 'none'}
              >
                <button type="button" className={styles.sort} onClick={() => press(column)}>
                  {column.title}
                  <span className={styles.arrow} aria-hidden="true">
                    {sort?.title === column.title && (sort.down ? <ArrowDown /> : <ArrowUp />)}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={walk}>
          {sorted.map(row => (
            <tr key={keyOf(row)} className={classNames(styles.row, muted?.(row) && styles.muted)}>
              {columns.map(column => (
                <td
                  key={column.title}
                  className={classNames(column.numeric && styles.numeric, column.wide && styles.wide)}
                >
                  {column.cell ? column.cell(row) : column.value(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Arrows go from row to row, by the link in each. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (by === 0 || !(event.target instanceof HTMLAnchorElement)) return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('tr > td a[data-row]')]
  const next = links[links.indexOf(event.target) + by]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
  event.preventDefault()
}

import { useState } from 'react'
import type { Consequences } from '../../shared/core/api/consequences.ts'
import { costLabel } from '../ui/Button.tsx'
import styles from './warning.module.css'
import { priceSentence } from './words.ts'

/** Rows that are shown without a press. */
const SHOWN = 8

interface Row {
  key: string
  scene: string
  name: string
  /** Why, and the way from there. */
  why: string
  price: string
}

function rowsOf({ documents, things }: Consequences): Row[] {
  const paid = new Set<string>()
  return [
    ...documents.map(({ stage, title, because, credits }) => ({
      key: `${stage} ${because}`,
      scene: '',
      name: title,
      why: because,
      price: credits === 0 ? 'free' : costLabel(credits),
    })),
    ...things.map(({ sceneId, scene, reference, name, because, way, credits, run }) => {
      const together = paid.has(run)
      paid.add(run)
      return {
        key: `${sceneId} ${reference}`,
        scene: scene === '' ? 'A scene' : `Scene ${scene}`,
        name,
        why: [because, ...way.slice(0, -1)].join(' → '),
        price: credits === 0 ? 'free' : together ? 'with it' : costLabel(credits),
      }
    }),
  ]
}

/** What would be outdated, one by one: where, because of what, and at what price it is made again. */
export function Effects({ of }: { of: Consequences }) {
  const [all, setAll] = useState(false)
  const rows = rowsOf(of)
  const more = rows.length - SHOWN
  return (
    <div className={styles.effects}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="What would be outdated" tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Outdated</th>
              <th scope="col">Because of</th>
              <th scope="col">To redo</th>
            </tr>
          </thead>
          <tbody>
            {(all ? rows : rows.slice(0, SHOWN)).map(({ key, scene, name, why, price }) => (
              <tr key={key}>
                <th scope="row">
                  {name}
                  {scene !== '' && <span className={styles.scene}>{scene}</span>}
                </th>
                <td>{why}</td>
                <td className={styles.price}>{price}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {more > 0 && (
        <button type="button" className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${more} more`}
        </button>
      )}
      <p className={styles.total}>{priceSentence(of.credits)}</p>
    </div>
  )
}

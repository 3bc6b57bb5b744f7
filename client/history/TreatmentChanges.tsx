import { ArrowUpDown, CircleCheck, Minus, Plus } from 'lucide-react'
import type { TreatmentView } from '../../shared/core/api/versions.ts'
import '../treatment/prose.css'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'

const MARKS = {
  added: { icon: Plus, words: 'New variant' },
  removed: { icon: Minus, words: 'Taken out of the gallery' },
  moved: { icon: ArrowUpDown, words: 'Moved here' },
} as const

/** The variants of a treatment, changes marked. */
export function TreatmentChanges({ view: { chosen, variants } }: { view: TreatmentView }) {
  return (
    <div className={styles.prose}>
      {(chosen.before !== '' || chosen.after !== '') && (
        <p className={styles.chosen}>
          <CircleCheck aria-hidden="true" />
          <span>
            Chosen:{' '}
            {chosen.before !== chosen.after && chosen.before !== '' && (
              <del className={styles.removed}>{chosen.before}</del>
            )}{' '}
            {chosen.before === chosen.after ? (
              chosen.after
            ) : (
              <ins className={styles.added}>{chosen.after === '' ? 'none' : chosen.after}</ins>
            )}
          </span>
        </p>
      )}
      {variants.length === 0 && <p className={styles.chosen}>No variants were in the gallery.</p>}
      {variants.map(({ id, status, title, lines }) => (
        <Variant key={id} status={status} title={title} lines={lines} />
      ))}
    </div>
  )
}

function Variant({ status, title, lines }: Omit<TreatmentView['variants'][number], 'id'>) {
  const mark = status === 'same' ? null : MARKS[status]
  return (
    <section>
      {mark && (
        <p className={styles.variantMark}>
          <mark.icon aria-hidden="true" />
          {mark.words}
        </p>
      )}
      <h2 className="reading-title">{title.length > 0 ? <Pieces pieces={title} /> : 'Untitled'}</h2>
      <div className="prose-text">
        {lines.map(line => (
          <div key={line.id} className="prose-line">
            {line.type === 'section' ? (
              <h3>
                <Pieces pieces={line.pieces} />
              </h3>
            ) : (
              <p>
                <Pieces pieces={line.pieces} />
              </p>
            )}
            {line.typeBefore && (
              <span className={styles.element}>
                {' '}
                {nameOf(line.typeBefore)} → {nameOf(line.type)}
              </span>
            )}
          </div>
        ))}
      </div>
    </section>
  )
}

const nameOf = (type: string): string => (type === 'section' ? 'heading' : 'paragraph')

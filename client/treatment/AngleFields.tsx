import { ANGLES, LONGEST_ANGLE } from '../../shared/core/treatment/angles.ts'
import { Field, Textarea } from '../ui/Field.tsx'
import styles from './treatment.module.css'

interface AngleFieldsProps {
  /** One for each variant; '' for the usual one. */
  angles: readonly string[]
  onChange: (angles: readonly string[]) => void
}

export const USUAL_ANGLES: readonly string[] = ANGLES

/** What is sent of the angles: nothing while all are the usual ones. */
export const askedAngles = (angles: readonly string[]): { angles?: string[] } =>
  angles.every((angle, at) => angle.trim() === ANGLES[at] || angle.trim() === '') ? {} : { angles: [...angles] }

/** How each of the three variants is to differ, for whoever wants it otherwise. */
export function AngleFields({ angles, onChange }: AngleFieldsProps) {
  return (
    <details className={styles.angles}>
      <summary>How the three differ</summary>
      {ANGLES.map((usual, at) => (
        <Field key={usual} label={`Variant ${at + 1}`} hint={at === 0 ? 'Empty: as usual.' : undefined}>
          <Textarea
            rows={2}
            maxLength={LONGEST_ANGLE}
            value={angles[at] ?? ''}
            placeholder={usual}
            onChange={({ target: { value } }) =>
              onChange(ANGLES.map((_, place) => (place === at ? value : (angles[place] ?? ''))))
            }
          />
        </Field>
      ))}
    </details>
  )
}

import styles from './Avatar.module.css'
import { classNames } from './classNames.ts'
import { initialsOf, personColour } from './people.ts'
import { Tooltip } from './Tooltip.tsx'

export interface Somebody {
  id: string
  name: string
  agent?: boolean | undefined
  /** What they are doing or where they are, for the tooltip. */
  doing?: string | undefined
}

/** A round mark with initials for a person, a diamond for an agent. `decorative`: the name stands beside it. */
export function Avatar({ of, small, decorative }: { of: Somebody; small?: boolean; decorative?: boolean }) {
  const name = of.agent ? `${of.name} (agent)` : of.name
  return (
    <span
      className={classNames(styles.avatar, small && styles.small, of.agent && styles.agent)}
      style={of.agent ? undefined : { background: personColour(of.id) }}
      {...(decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name })}
      // drawn by the style sheet: letters in the page would count as part of a button's visible name
      data-initials={initialsOf(of.name)}
    />
  )
}

/** Several people in a row; from `max` on, a number stands for the rest. */
export function AvatarStack({ people, max = 5, label }: { people: readonly Somebody[]; max?: number; label: string }) {
  const rest = people.slice(max)
  return (
    <ul className={styles.stack} aria-label={label}>
      {people.slice(0, max).map(person => (
        <li key={person.id} data-agent={person.agent || undefined}>
          <Tooltip label={person.doing ? `${person.name}: ${person.doing}` : person.name}>
            <button type="button" className={styles.person} aria-label={spoken(person)}>
              <Avatar of={person} decorative />
            </button>
          </Tooltip>
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Tooltip label={rest.map(person => person.name).join(', ')}>
            <button type="button" className={styles.more} aria-label={`and ${rest.length} more`}>
              +{rest.length}
            </button>
          </Tooltip>
        </li>
      )}
    </ul>
  )
}

const spoken = (person: Somebody): string =>
  `${person.name}${person.agent ? ' (agent)' : ''}${person.doing ? `: ${person.doing}` : ''}`

import styles from './Kbd.module.css'
import { isApple, keyLabels } from './shortcuts/keys.ts'

/** A shortcut as the keys of this machine, e.g. 'mod+k' as ⌘ K or Ctrl K. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keyLabels(keys, isApple()).map(label => (
        <kbd key={label} className={styles.kbd}>
          {label}
        </kbd>
      ))}
    </span>
  )
}

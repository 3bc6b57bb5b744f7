import styles from './Spinner.module.css'

/** `label` null: something beside it already says what is being waited for. */
export function Spinner({ label = 'Loading' }: { label?: string | null }) {
  return label === null ? (
    <span className={styles.spinner} aria-hidden="true" />
  ) : (
    <span className={styles.spinner} role="status" aria-label={label} />
  )
}

/** How far a longer piece of work is: `value` of `max`. */
export function ProgressBar({ value, max, label }: { value: number; max: number; label: string }) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  return (
    <span
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
    >
      <span className={styles.done} style={{ width: `${share * 100}%` }} />
    </span>
  )
}

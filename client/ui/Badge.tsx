import type { ReactNode } from 'react'
import styles from './Badge.module.css'
import { classNames } from './classNames.ts'

export type Tone = 'neutral' | 'accent' | 'ok' | 'warn' | 'danger' | 'agent'

/** A short word in a frame: 'Sample', 'Offline crew'. */
export function Badge({ tone = 'neutral', icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      {icon}
      {children}
    </span>
  )
}

/** A state of a thing: always an icon and a word, the colour comes on top. */
export function Status({ tone, icon, children }: { tone: Tone; icon: ReactNode; children: ReactNode }) {
  return (
    <span className={classNames(styles.status, styles[tone])}>
      {icon}
      {children}
    </span>
  )
}

import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import styles from './Tabs.module.css'

interface TabsProps {
  label: string
  tabs: readonly { name: string; content: ReactNode }[]
}

/** Parts of a page, one shown at a time; arrows go from tab to tab. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <Radix.Root defaultValue="0">
      <Radix.List className={styles.list} aria-label={label}>
        {tabs.map(({ name }, index) => (
          // ids are made of the value: a name may have spaces
          <Radix.Trigger key={name} value={String(index)} className={styles.tab}>
            {name}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map(({ name, content }, index) => (
        <Radix.Content key={name} value={String(index)} className={styles.content}>
          {content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}

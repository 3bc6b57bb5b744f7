import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import { classNames } from './classNames.ts'
import { useField } from './Field.tsx'
import styles from './Select.module.css'

export interface SelectOption<T extends string> {
  value: T
  label: string
  description?: string
  disabled?: boolean
}

interface SelectProps<T extends string> {
  value: T
  onChange: (value: T) => void
  options: readonly SelectOption<T>[]
  size?: 'small' | 'medium'
  disabled?: boolean
  /** Needed outside a Field. */
  'aria-label'?: string
}

export function Select<T extends string>({ value, onChange, options, size, disabled, ...rest }: SelectProps<T>) {
  const choose = (chosen: string): void => {
    const option = options.find(o => o.value === chosen)
    if (option) onChange(option.value)
  }
  return (
    <Radix.Root value={value} onValueChange={choose} {...(disabled ? { disabled } : {})}>
      <Radix.Trigger className={classNames(styles.trigger, size === 'small' && styles.small)} {...useField()} {...rest}>
        <Radix.Value />
        <ChevronDown aria-hidden="true" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.list} position="popper" sideOffset={4} collisionPadding={8}>
          <Radix.Viewport>
            {options.map(option => (
              <Radix.Item
                key={option.value}
                value={option.value}
                className={styles.option}
                {...(option.disabled ? { disabled: true } : {})}
              >
                <span className={styles.tick}>
                  <Radix.ItemIndicator>
                    <Check size={14} aria-hidden="true" />
                  </Radix.ItemIndicator>
                </span>
                <span className={styles.words}>
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                </span>
                {option.description && <span className={styles.description}>{option.description}</span>}
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

import { Search } from 'lucide-react'
import type { Ref } from 'react'
import { classNames } from './classNames.ts'
import { Input } from './Field.tsx'
import styles from './SearchField.module.css'

interface SearchFieldProps {
  ref: Ref<HTMLInputElement>
  label: string
  placeholder: string
  value: string
  onChange: (words: string) => void
  onEnter?: () => void
  className?: string
}

/** Narrows what stands below as one types; Escape shows all again. */
export const SearchField = ({ ref, label, placeholder, value, onChange, onEnter, className }: SearchFieldProps) => (
  <search className={classNames(styles.search, className)}>
    <Search aria-hidden="true" />
    <Input
      ref={ref}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      onChange={event => onChange(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Escape') onChange('')
        if (event.key === 'Enter') onEnter?.()
      }}
    />
  </search>
)

import { Check } from 'lucide-react'
import { ContextMenu as RadixContext, DropdownMenu as RadixDropdown } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './classNames.ts'
import { Kbd } from './Kbd.tsx'
import styles from './Menu.module.css'

export type MenuEntry =
  | { kind: 'separator' }
  | { kind: 'heading'; label: string }
  | {
      kind?: 'item'
      label: string
      /** A second, quieter line. */
      detail?: string
      icon?: ReactNode
      keys?: string
      danger?: boolean
      /** Why it cannot be chosen; shown under the label. */
      disabledReason?: string | null
      /** Set: the item is one of several, and this one is on or off. */
      checked?: boolean
      onSelect: () => void
    }

/** Both menus of Radix have the same parts; the entries are drawn with whichever they stand in. */
type Parts = Pick<typeof RadixDropdown, 'Item' | 'CheckboxItem' | 'Separator' | 'Label'>

function drawEntry(parts: Parts, entry: MenuEntry, index: number): ReactNode {
  const { Item, CheckboxItem, Separator, Label } = parts
  // entries have no identity but their place: the list is made anew for every opening
  if (entry.kind === 'separator') return <Separator key={index} className={styles.separator} />
  if (entry.kind === 'heading')
    return (
      <Label key={index} className={styles.heading}>
        {entry.label}
      </Label>
    )
  const className = classNames(styles.item, entry.danger && styles.danger)
  const disabled = Boolean(entry.disabledReason)
  const detail = entry.disabledReason || entry.detail
  const inside = (
    <>
      {entry.checked === undefined ? entry.icon : <span className={styles.mark}>{entry.checked && <Check />}</span>}
      <span className={styles.label}>
        {entry.label}
        {detail && <span className={styles.detail}>{detail}</span>}
      </span>
      {entry.keys && <Kbd keys={entry.keys} />}
    </>
  )
  return entry.checked === undefined ? (
    <Item key={index} className={className} disabled={disabled} onSelect={entry.onSelect}>
      {inside}
    </Item>
  ) : (
    <CheckboxItem
      key={index}
      className={className}
      disabled={disabled}
      checked={entry.checked}
      onSelect={entry.onSelect}
    >
      {inside}
    </CheckboxItem>
  )
}

interface MenuProps {
  /** A Button or IconButton. */
  trigger: ReactElement
  items: readonly MenuEntry[]
  align?: 'start' | 'center' | 'end'
  onCloseAutoFocus?: (event: Event) => void
  onOpenChange?: (open: boolean) => void
}

/** A menu that a button opens. */
export function Menu({ trigger, items, align = 'start', onCloseAutoFocus, onOpenChange }: MenuProps) {
  return (
    <RadixDropdown.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
      <RadixDropdown.Trigger asChild>{trigger}</RadixDropdown.Trigger>
      <RadixDropdown.Portal>
        <RadixDropdown.Content
          className={styles.menu}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
        >
          {items.map((entry, index) => drawEntry(RadixDropdown, entry, index))}
        </RadixDropdown.Content>
      </RadixDropdown.Portal>
    </RadixDropdown.Root>
  )
}

interface ContextMenuProps {
  items: readonly MenuEntry[]
  /** One element that takes a ref: right-click, the menu key and a long press open the menu there. */
  children: ReactElement
  onOpenChange?: (open: boolean) => void
  onCloseAutoFocus?: (event: Event) => void
}

export function ContextMenu({ items, children, onOpenChange, onCloseAutoFocus }: ContextMenuProps) {
  return (
    <RadixContext.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content
          className={styles.menu}
          collisionPadding={8}
          loop
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
        >
          {items.map((entry, index) => drawEntry(RadixContext, entry, index))}
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  )
}

import { X } from 'lucide-react'
import { Dialog as Radix, AlertDialog as RadixAlert } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button, IconButton } from './Button.tsx'
import { classNames } from './classNames.ts'
import styles from './Dialog.module.css'
import { useReturnedFocus } from './returnedFocus.ts'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  wide?: boolean
  children: ReactNode
  /** Buttons, the one that does the thing last. */
  footer?: ReactNode
  /** Set: the dialog is a form, and Enter in a field submits it. */
  onSubmit?: () => void
}

export function Dialog({ open, onOpenChange, title, description, wide, children, footer, onSubmit }: DialogProps) {
  const inside = (
    <>
      <div className={styles.body}>{children}</div>
      {footer && <div className={styles.footer}>{footer}</div>}
    </>
  )
  const { remember, giveBack } = useReturnedFocus()
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={classNames(styles.dialog, wide && styles.wide)}
          onOpenAutoFocus={event => {
            remember()
            focusFirstField(event)
          }}
          onCloseAutoFocus={giveBack}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <div className={styles.head}>
            <div className={styles.titles}>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              {description && <Radix.Description className={styles.description}>{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" size="small">
                <X />
              </IconButton>
            </Radix.Close>
          </div>
          {onSubmit ? (
            <form
              noValidate
              onSubmit={event => {
                event.preventDefault()
                onSubmit()
              }}
              style={{ display: 'contents' }}
            >
              {inside}
            </form>
          ) : (
            inside
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The first field, or the dialog itself where there is none: never the button that closes it. */
function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return
  event.preventDefault()
  const dialog = event.currentTarget
  const field = dialog.querySelector<HTMLElement>('input:not([hidden], [type="file"]), textarea, [role="combobox"]')
  ;(field ?? dialog).focus()
}

interface ConfirmProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** What will happen, and what stays. */
  description: ReactNode
  /** The verb, e.g. 'Remove Ana'. */
  confirm: string
  danger?: boolean
  wide?: boolean
  /** More that is good to know, below the description. */
  children?: ReactNode
  /** Another button, between both. */
  other?: ReactNode
  onConfirm: () => void
  /** Another way to the same end, beside it. */
  instead?: { label: string; onSelect: () => void }
}

/** Asks before what cannot be undone. The focus starts on Cancel. */
export function ConfirmDialog(props: ConfirmProps) {
  const { open, onOpenChange, title, description, confirm, danger, wide, children, other, onConfirm, instead } = props
  const { remember, giveBack } = useReturnedFocus()
  return (
    <RadixAlert.Root open={open} onOpenChange={onOpenChange}>
      <RadixAlert.Portal>
        <RadixAlert.Overlay className={styles.scrim} />
        <RadixAlert.Content
          className={classNames(styles.dialog, wide && styles.wide)}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={giveBack}
        >
          <div className={styles.body}>
            <RadixAlert.Title className={styles.title}>{title}</RadixAlert.Title>
            <RadixAlert.Description>{description}</RadixAlert.Description>
            {children}
          </div>
          <div className={styles.footer}>
            <RadixAlert.Cancel asChild>
              <Button>Cancel</Button>
            </RadixAlert.Cancel>
            {other}
            {instead && (
              <RadixAlert.Action asChild>
                <Button onClick={instead.onSelect}>{instead.label}</Button>
              </RadixAlert.Action>
            )}
            <RadixAlert.Action asChild>
              <Button variant={danger ? 'danger' : 'primary'} onClick={onConfirm}>
                {confirm}
              </Button>
            </RadixAlert.Action>
          </div>
        </RadixAlert.Content>
      </RadixAlert.Portal>
    </RadixAlert.Root>
  )
}

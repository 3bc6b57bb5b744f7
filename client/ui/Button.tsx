import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './Button.module.css'
import { classNames } from './classNames.ts'
import { Spinner } from './Spinner.tsx'
import { Tooltip } from './Tooltip.tsx'

export type ButtonVariant = 'plain' | 'primary' | 'quiet' | 'danger'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant
  size?: 'small' | 'medium'
  icon?: ReactNode
  /** Work is under way: shows a spinner, keeps the focus and swallows presses. */
  pending?: boolean
  /** Credits that the press will cost, said on the button before the press. */
  cost?: number
  /** Why it cannot be pressed. It stays reachable by keyboard, so that everybody can read the reason. */
  disabledReason?: string | null
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  variant = 'plain',
  size = 'medium',
  icon,
  pending = false,
  cost,
  disabledReason,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const stopped = pending || Boolean(disabledReason)
  const button = (
    <button
      {...rest}
      type={stopped ? 'button' : type}
      className={classNames(
        styles.button,
        variant !== 'plain' && styles[variant],
        size === 'small' && styles.small,
        className,
      )}
      aria-disabled={stopped || undefined}
      aria-busy={pending || undefined}
      onClick={stopped ? event => event.preventDefault() : onClick}
    >
      {pending ? <Spinner label={null} /> : icon}
      {children}
      {cost !== undefined && <span className={styles.cost}>{costLabel(cost)}</span>}
    </button>
  )
  return disabledReason ? <Tooltip label={disabledReason}>{button}</Tooltip> : button
}

export const costLabel = (credits: number): string => `${credits} ${credits === 1 ? 'credit' : 'credits'}`

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label'> {
  /** Names the button for everyone: its accessible name and its tooltip. */
  label: string
  /** The shortcut that does the same, shown in the tooltip, e.g. 'mod+z'. */
  keys?: string
  size?: 'small' | 'medium'
  pressed?: boolean
  disabledReason?: string | null
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({
  label,
  keys,
  size = 'medium',
  pressed,
  disabledReason,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={disabledReason ? `${label}. ${disabledReason}` : label} keys={keys}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        aria-disabled={disabledReason ? true : undefined}
        className={classNames(
          styles.button,
          styles.quiet,
          styles.icon,
          size === 'small' && styles.small,
          (pressed ?? rest['aria-pressed']) === true && styles.pressed,
          className,
        )}
        onClick={disabledReason ? event => event.preventDefault() : onClick}
      >
        {children}
      </button>
    </Tooltip>
  )
}

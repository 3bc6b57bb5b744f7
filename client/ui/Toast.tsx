import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { Button, IconButton } from './Button.tsx'
import { classNames } from './classNames.ts'
import styles from './Toast.module.css'

export interface ToastMessage {
  title: string
  /** What was kept, what to do. */
  detail?: string
  tone?: 'neutral' | 'ok' | 'danger'
  action?: { label: string; run: () => void }
}

interface Shown extends ToastMessage {
  key: number
}

type Toaster = (message: ToastMessage) => void

const ToastContext = createContext<Toaster>(() => {})

/** Says something in passing: `toast({ title: 'Archived “Pilot”', action: { label: 'Undo', run } })`. */
export const useToast = (): Toaster => useContext(ToastContext)

/** Milliseconds. With something to press or to repair, a toast stays longer. */
const STAY = 6_000
const STAY_WITH_ACTION = 12_000

let nextKey = 0

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([])
  const toast = useCallback<Toaster>(message => {
    nextKey += 1
    const key = nextKey
    setShown(list => [...list.slice(-2), { ...message, key }])
  }, [])
  const close = (key: number): void => setShown(list => list.filter(one => one.key !== key))
  return (
    <ToastContext value={toast}>
      <Radix.Provider swipeDirection="right" label="Notification">
        {children}
        {shown.map(({ key, title, detail, tone = 'neutral', action }) => (
          <Radix.Root
            key={key}
            type="background"
            className={classNames(styles.toast, tone !== 'neutral' && styles[tone])}
            duration={action || tone === 'danger' ? STAY_WITH_ACTION : STAY}
            onOpenChange={open => !open && close(key)}
          >
            {tone === 'danger' && <CircleAlert aria-hidden="true" />}
            {tone === 'ok' && <CircleCheck aria-hidden="true" />}
            <div className={styles.words}>
              <Radix.Title className={styles.title}>{title}</Radix.Title>
              {detail && <Radix.Description className={styles.detail}>{detail}</Radix.Description>}
            </div>
            {action && (
              <Radix.Action asChild altText={action.label}>
                <Button size="small" onClick={action.run}>
                  {action.label}
                </Button>
              </Radix.Action>
            )}
            <Radix.Close asChild>
              <IconButton label="Dismiss" size="small">
                <X />
              </IconButton>
            </Radix.Close>
          </Radix.Root>
        ))}
        {/* F8, Radix's own key, leads through suggestions here */}
        <Radix.Viewport className={styles.viewport} hotkey={['altKey', 'KeyT']} />
      </Radix.Provider>
    </ToastContext>
  )
}

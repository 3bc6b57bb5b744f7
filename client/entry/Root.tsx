import { Outlet } from '@tanstack/react-router'
import { KeyboardRoot } from '../ui/shortcuts/KeyboardRoot.tsx'
import { ToastProvider } from '../ui/Toast.tsx'
import { TooltipProvider } from '../ui/Tooltip.tsx'

/** What every page stands in: tooltips, toasts, the keyboard. */
export function Root() {
  return (
    <TooltipProvider>
      <ToastProvider>
        <KeyboardRoot>
          <Outlet />
        </KeyboardRoot>
      </ToastProvider>
    </TooltipProvider>
  )
}

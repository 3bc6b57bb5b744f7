import { Outlet } from '@tanstack/react-router'
import { FileNotesProvider } from '../project/FileNotes.tsx'
import { KeyboardRoot } from '../ui/shortcuts/KeyboardRoot.tsx'
import { ToastProvider } from '../ui/Toast.tsx'
import { TooltipProvider } from '../ui/Tooltip.tsx'

/** What every page stands in: tooltips, toasts, the keyboard, the list of what a file could not carry. */
export function Root() {
  return (
    <TooltipProvider>
      <ToastProvider>
        <KeyboardRoot>
          <FileNotesProvider>
            <Outlet />
          </FileNotesProvider>
        </KeyboardRoot>
      </ToastProvider>
    </TooltipProvider>
  )
}

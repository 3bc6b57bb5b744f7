import { useMemo, useRef } from 'react'

/**
 * Sent to whoever is given the focus back. A text editor takes it itself, with its caret where it was, and cancels the event:
 * `focus()` puts the caret of the browser at the start of the text.
 */
export const TAKE_FOCUS = 'takefocus'

/** For overlays that state opens: without a trigger of its own, Radix gives the focus back to nobody. */
export function useReturnedFocus(): { remember: () => void; giveBack: (event: Event) => void } {
  const before = useRef<readonly Element[]>([])
  return useMemo(
    () => ({
      /** For onOpenAutoFocus: whoever has the focus now gets it back, or what is around it: an editor in a cell closes. */
      remember: () => {
        const field = document.activeElement
        before.current = [field, field?.parentElement?.closest('[tabindex]')].filter(one => one instanceof Element)
      },
      /** For onCloseAutoFocus. */
      giveBack: event => {
        event.preventDefault()
        const there = before.current.find(one => one.isConnected)
        if (there instanceof HTMLElement && there.dispatchEvent(new Event(TAKE_FOCUS, { cancelable: true })))
          there.focus()
      },
    }),
    [],
  )
}

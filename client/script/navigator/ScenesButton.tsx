import { PanelLeft } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Navigator, type NavigatorProps } from './Navigator.tsx'

/** Opens the list of scenes over the page, where the window has no room for it beside the page. */
export function ScenesButton(props: NavigatorProps) {
  const [open, setOpen] = useState(false)
  const wentThere = useRef(false)
  const leaving =
    <T,>(act: (to: T) => void) =>
    (to: T) => {
      wentThere.current = true
      setOpen(false)
      act(to)
    }
  return (
    <Popover.Root
      open={open}
      onOpenChange={next => {
        wentThere.current = false
        setOpen(next)
      }}
    >
      <Popover.Trigger asChild>
        <Button variant="quiet" className="scenes-button" icon={<PanelLeft size={15} aria-hidden="true" />}>
          Scenes
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="scenes-popover"
          aria-label="Scenes"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          // the caret is in the scene by then
          onCloseAutoFocus={event => wentThere.current && event.preventDefault()}
        >
          <Navigator
            {...props}
            onGo={leaving(props.onGo)}
            onOpen={leaving(props.onOpen)}
            onComments={leaving(props.onComments)}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

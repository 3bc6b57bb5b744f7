import { Ellipsis } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { leaving } from './fit.ts'
import './moreTools.css'

const GAP = 4
/** A rule has a margin on either side. */
const RULE = 12
const MORE = 32 + GAP
const STAYS = '.script-element, .script-toolbar-rule, .page-status, .scenes-button, .cards-button'

/**
 * The last thing in the toolbar: where the window is too narrow for all tools, those that leave the row are below this button,
 * with their names. They are the same tools in the same place of the page; only what is drawn changes.
 */
export function MoreTools() {
  const marker = useRef<HTMLSpanElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  /** Whoever opened it by key goes on in it. */
  const byKey = useRef(false)
  const [count, setCount] = useState(0)
  const [open, setOpen] = useState(false)

  useLayoutEffect(() => {
    const toolbar = marker.current?.parentElement
    if (!toolbar) return
    const widths = new WeakMap<Element, number>()
    const fit = () => {
      const tools = [...toolbar.children].filter(
        (child): child is HTMLElement => child instanceof HTMLElement && !child.hasAttribute('data-more'),
      )
      const measured = tools.map(element => {
        if (!element.hasAttribute('data-left')) widths.set(element, element.offsetWidth)
        const width = widths.get(element) ?? 0
        const rule = element.classList.contains('script-toolbar-rule') ? RULE : 0
        return {
          width: width === 0 ? 0 : width + rule + GAP,
          stays: width === 0 || element.matches(STAYS),
          leavesFirst: element.hasAttribute('data-leaves-first'),
        }
      })
      const { paddingLeft, paddingRight } = getComputedStyle(toolbar)
      const room = toolbar.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) + GAP
      const left = leaving(measured, room, MORE)
      let place = 0
      for (const [i, element] of tools.entries()) {
        element.toggleAttribute('data-left', left.has(i))
        if (left.has(i)) element.style.setProperty('--place', String(place++))
      }
      setCount(left.size)
      if (left.size === 0) setOpen(false)
    }
    const sizes = new ResizeObserver(fit)
    const follow = () => {
      sizes.disconnect()
      sizes.observe(toolbar)
      for (const child of toolbar.children) if (!child.hasAttribute('data-more')) sizes.observe(child)
    }
    const tools = new MutationObserver(follow)
    tools.observe(toolbar, { childList: true })
    follow()
    return () => {
      sizes.disconnect()
      tools.disconnect()
    }
  }, [])

  useEffect(() => {
    const toolbar = marker.current?.parentElement
    if (!open || !toolbar) return
    toolbar.dataset.moreOpen = ''
    if (byKey.current) toolbar.querySelector<HTMLElement>('button[data-left], [data-left] button')?.focus()
    const close = () => setOpen(false)
    const outside = ({ target }: Event) => {
      if (target instanceof Element && !toolbar.contains(target) && !target.closest('[role="menu"], [role="dialog"]'))
        close()
    }
    const done = ({ target }: Event) => {
      const tool = target instanceof Element ? target.closest('[data-left] button, button[data-left]') : null
      // a menu that hangs on the tool goes with it
      if (tool && !tool.hasAttribute('aria-haspopup') && tool.getAttribute('aria-disabled') !== 'true') close()
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      close()
      button.current?.focus()
    }
    document.addEventListener('pointerdown', outside)
    toolbar.addEventListener('click', done)
    toolbar.addEventListener('keydown', key)
    return () => {
      delete toolbar.dataset.moreOpen
      document.removeEventListener('pointerdown', outside)
      toolbar.removeEventListener('click', done)
      toolbar.removeEventListener('keydown', key)
    }
  }, [open])

  return (
    <>
      <span ref={marker} data-more="" hidden />
      {count > 0 && (
        <>
          <span
            data-more=""
            className="more-tools-sheet"
            aria-hidden="true"
            style={{ '--count': count } as React.CSSProperties}
          />
          <IconButton
            ref={button}
            data-more=""
            label="More tools"
            aria-expanded={open}
            onClick={({ detail }) => {
              setOpen(!open)
              byKey.current = detail === 0
            }}
          >
            <Ellipsis size={15} />
          </IconButton>
        </>
      )}
    </>
  )
}

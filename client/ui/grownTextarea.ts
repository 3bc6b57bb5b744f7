import { type RefObject, useLayoutEffect } from 'react'

/** Makes a textarea as high as its words. */
export function useGrownTextarea(area: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const box = area.current
    if (!box || box.value !== text) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight + 2}px`
  }, [area, text])
}

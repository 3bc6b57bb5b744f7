import { useCallback, useState } from 'react'

/** A choice of how the page looks, kept in this browser. Storage may be forbidden; then it lasts as long as the page. */
export function useRemembered(key: string, initial: boolean): [boolean, (value: boolean) => void] {
  const name = `aiuteur.${key}`
  const [value, setValue] = useState(() => {
    try {
      return (localStorage.getItem(name) ?? String(initial)) === 'true'
    } catch {
      return initial
    }
  })
  const remember = useCallback(
    (next: boolean) => {
      setValue(next)
      try {
        localStorage.setItem(name, String(next))
      } catch {}
    },
    [name],
  )
  return [value, remember]
}

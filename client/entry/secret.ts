import { useCallback, useState } from 'react'

/**
 * The secret behind the # of a link, kept for this tab while somebody signs in, and taken out of the address so that it
 * is in no history.
 */
function readSecret(page: string): string {
  const key = `aiuteur.${page}`
  const given = location.hash.slice(1)
  if (given === '') return sessionStorage.getItem(key) ?? ''
  sessionStorage.setItem(key, given)
  history.replaceState(history.state, '', location.pathname + location.search)
  return given
}

/** The secret of the link that led to `page`; '' when there is none. `forget` it when it was used. */
export function useSecret(page: string): { secret: string; forget: () => void } {
  const [secret] = useState(() => readSecret(page))
  const forget = useCallback(() => sessionStorage.removeItem(`aiuteur.${page}`), [page])
  return { secret, forget }
}

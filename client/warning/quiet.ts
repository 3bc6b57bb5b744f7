/** What nobody wants to be asked about again while this tab is open. */
const KEY = 'aiuteur.quiet'

const read = (): string[] => {
  try {
    return sessionStorage.getItem(KEY)?.split(' ') ?? []
  } catch {
    // storage that is forbidden: it is asked again
    return []
  }
}

export const isQuiet = (what: string): boolean => read().includes(what)

export function rememberQuiet(what: string): void {
  try {
    sessionStorage.setItem(KEY, [...new Set([...read(), what])].join(' '))
  } catch {
    // see above
  }
}

const MARK = '#scene-'

/** The address of a scene of the script in this page. */
export const linkToScene = ({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>, id: string): string =>
  `${origin}${pathname}${MARK}${encodeURIComponent(id)}`

/** The scene that an address names; null where it names none. */
export function sceneOfLink({ hash }: Pick<Location, 'hash'>): string | null {
  if (!hash.startsWith(MARK)) return null
  try {
    return decodeURIComponent(hash.slice(MARK.length))
  } catch {
    return null
  }
}

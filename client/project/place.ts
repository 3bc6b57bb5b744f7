/** Where somebody is, as told in awareness: docs/architecture.md. */
export interface Place {
  page:
    | 'brief'
    | 'treatment'
    | 'beats'
    | 'script'
    | 'assets'
    | 'hub'
    | 'scene'
    | 'settings'
    | 'history'
    | 'reports'
    | 'timelines'
    | 'vault'
  sceneId?: string
}

/** The place that belongs to a path below /p/$projectId. */
export function placeOf(path: string): Place {
  const [, , , page, id] = path.split('/')
  if (page === 'brief') return { page: 'brief' }
  if (page === 'treatment') return { page: 'treatment' }
  if (page === 'beats') return { page: 'beats' }
  if (page === 'script') return { page: 'script' }
  if (page === 'assets') return { page: 'assets' }
  if (page === 'scenes' && id) return { page: 'scene', sceneId: decodeURIComponent(id) }
  if (page === 'people') return { page: 'settings' }
  if (page === 'history') return { page: 'history' }
  if (page === 'reports') return { page: 'reports' }
  if (page === 'timelines' || page === 'compare' || page === 'merge') return { page: 'timelines' }
  if (page === 'vault') return { page: 'vault' }
  return { page: 'hub' }
}

/** For a tooltip: 'in scene 3'. `numberOf` knows the number of a scene, '' for one that is gone. */
export function placeWords(place: Place | null, numberOf: (sceneId: string) => string): string {
  if (!place) return 'here'
  if (place.page === 'brief') return 'at the brief'
  if (place.page === 'treatment') return 'in the treatment'
  if (place.page === 'beats') return 'at the beat sheet'
  if (place.page === 'script') return 'in the script'
  if (place.page === 'assets') return 'at the assets'
  if (place.page === 'settings') return 'on the people page'
  if (place.page === 'history') return 'in the history'
  if (place.page === 'reports') return 'at the reports'
  if (place.page === 'timelines') return 'at the timelines'
  if (place.page === 'vault') return 'in the vault'
  const number = place.sceneId ? numberOf(place.sceneId) : ''
  if (place.page === 'scene') return number ? `in scene ${number}` : 'in a scene'
  return 'at the scenes'
}

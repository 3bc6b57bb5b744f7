/** Length on paper as film people say it: pages and eighths, e.g. '1 3/8', '5/8', '2'. */
export function formatEighths(eighths: number): string {
  const pages = Math.floor(eighths / 8)
  const rest = eighths % 8
  if (rest === 0) return String(pages)
  return pages === 0 ? `${rest}/8` : `${pages} ${rest}/8`
}

/** The same, as a screen reader should say it. */
export function spokenEighths(eighths: number): string {
  const pages = Math.floor(eighths / 8)
  const rest = eighths % 8
  const whole = `${pages} ${pages === 1 ? 'page' : 'pages'}`
  const part = `${rest} ${rest === 1 ? 'eighth' : 'eighths'}`
  if (rest === 0) return whole
  return pages === 0 ? `${part} of a page` : `${whole} and ${part}`
}

/** 'page' or 'pages', as `formatEighths` is read. */
const pageWord = (eighths: number): string => (eighths > 0 && eighths <= 8 ? 'page' : 'pages')

/** '1 3/8 pages', '5/8 page'. */
export const formatPages = (eighths: number): string => `${formatEighths(eighths)} ${pageWord(eighths)}`

/** Why a film has two lengths, for those who wonder. */
export const BY_PAGES_HINT = 'By pages: a page is about a minute of the film.'
export const BY_WORDS_HINT = 'By words: what is said, at 150 words a minute, and action by its rows.'

/** The running time as productions count it, a page a minute: '9 min by pages'. */
export function formatByPages(eighths: number): string {
  const minutes = eighths === 0 ? 0 : Math.max(1, Math.round(eighths / 8))
  const time = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return `${time} by pages`
}

/** The running time as it is measured for shots and pacing: '7:08 by words'. */
export const formatByWords = (seconds: number): string => `${formatSeconds(seconds)} by words`

/** Seconds as minutes and seconds, '0:48', with hours '1:02:05'. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

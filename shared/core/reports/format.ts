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

/** Seconds as minutes and seconds, '0:48', with hours '1:02:05'. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  const two = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** Is this an address that only this machine can reach? */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']

/** Did this pass through a proxy (or pretend to)? */
export const wasForwarded = (headers: Headers): boolean => FORWARDED.some(name => headers.has(name))

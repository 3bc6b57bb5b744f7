import { generateKeyBetween, generateNKeysBetween } from 'jittered-fractional-indexing'

/** Sorts after every key that `keyBetween` makes: the place of a thing whose key has not arrived yet. */
export const LAST_KEY = '~'

/** The least key of a list that nobody has sorted yet. */
export const FIRST_KEY = 'a0'

export interface Ordered {
  id: string
  order: string
}

/** By order key, equal keys by id, so that every reader agrees. */
export function byOrder(a: Ordered, b: Ordered): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/**
 * Whether a value is a key that new ones can be made next to. Documents are written by any client with rights: a key such
 * as 'a00' would make every later move throw.
 */
export function isOrderKey(value: unknown): value is string {
  if (typeof value !== 'string' || !/^[A-Za-z][0-9A-Za-z]+$/.test(value)) return false
  const head = value.charCodeAt(0)
  // the first character says how long the integer part is: a..z rising, Z..A falling
  const integer = head >= 97 ? head - 97 + 2 : 90 - head + 2
  if (value.length < integer || value === `A${'0'.repeat(26)}`) return false
  return value.length === integer || !value.endsWith('0')
}

/**
 * A fractional key that sorts after `after` and before the next greater key among `sorted`.
 * Two people may have made equal keys at once: those stay neighbours, and the new key goes behind both.
 */
export function keyAfter(sorted: readonly string[], after: string | null): string {
  return generateKeyBetween(...gapAfter(sorted, after))
}

/** `count` rising keys in the place of the one of {@link keyAfter}. */
export function keysAfter(sorted: readonly string[], after: string | null, count: number): string[] {
  return generateNKeysBetween(...gapAfter(sorted, after), count)
}

function gapAfter(sorted: readonly string[], after: string | null): [low: string | null, high: string | null] {
  if (after === LAST_KEY) return [sorted.findLast(key => key !== LAST_KEY) ?? null, null]
  return [after, sorted.find(key => key !== LAST_KEY && (after === null || key > after)) ?? null]
}

/** `count` keys in rising order, for seeding a list. */
export function firstKeys(count: number): string[] {
  return count === 0 ? [] : generateNKeysBetween(null, null, count)
}

import type { SyncDependencies } from '../../server/sync/contract.ts'
import type { Sql } from '../../shared/node/database.ts'

/** What the sync server asks of others, and can be made to fail. */
export const PARTS = ['identify', 'authorise', 'onSettled', 'database'] as const
export type Part = (typeof PARTS)[number]
/** How it fails: at once, or with a promise that is rejected later. */
export const WAYS = ['throws', 'rejects'] as const
export type Way = (typeof WAYS)[number]

export interface Breakage {
  part: Part
  way: Way
}

/** Dependencies of which one can be broken and repaired while the server runs. */
export function breakable(dependencies: SyncDependencies): {
  dependencies: SyncDependencies
  break: (breakage: Breakage | null) => void
} {
  let broken: Breakage | null = null
  const failing = (part: Part): Promise<never> | null => {
    if (broken?.part !== part) return null
    const error = new Error(`${part} is broken on purpose`)
    if (broken.way === 'throws') throw error
    return new Promise((_, reject) => setImmediate(reject, error))
  }
  return {
    break(breakage) {
      broken = breakage
    },
    dependencies: {
      ...dependencies,
      sql: breakableSql(dependencies.sql, () => failing('database')),
      identify: credentials => failing('identify') ?? dependencies.identify(credentials),
      authorise: (identity, documentId) => failing('authorise') ?? dependencies.authorise(identity, documentId),
      onSettled: (tx, document) => failing('onSettled') ?? dependencies.onSettled(tx, document),
    },
  }
}

/** Queries and transactions fail when they are begun; helpers that only build parts of a query go on. */
function breakableSql(sql: Sql, failing: () => Promise<never> | null): Sql {
  return new Proxy(sql, {
    apply(target, self, given: unknown[]) {
      const isQuery = Array.isArray(given[0]) && 'raw' in given[0]
      return (isQuery ? failing() : null) ?? Reflect.apply(target, self, given)
    },
    get(target, key) {
      const value: unknown = Reflect.get(target, key)
      if (key !== 'begin' || typeof value !== 'function') return value
      return (...given: unknown[]) => failing() ?? Reflect.apply(value, target, given)
    },
  })
}

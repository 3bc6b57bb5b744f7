import pg from 'pg'
import { within } from '../within.ts'

/** Turns that one process holds at once, under as many names: each has a connection for as long as it takes. */
const MOST = 4
/** Milliseconds that stop() waits for turns that are taken. */
const PATIENCE = 5_000

/**
 * What is done under one name, one after the other, whichever server it is asked of. Under that of a project: merges, forks and
 * deletions, because two who merge the same would write it twice, and a fork in the middle of a merge would begin with half of it.
 * A turn is a lock in the database, and ends with the process that has it.
 */
export class Turns {
  readonly #pool: pg.Pool
  /** Name -> what is done last under it here: those who wait hold no connection. */
  readonly #last = new Map<string, Promise<unknown>>()

  constructor(databaseUrl: string) {
    // of its own: what is done in a turn asks for connections, too
    this.#pool = new pg.Pool({ connectionString: databaseUrl, max: MOST, application_name: 'aiuteur turns' })
    this.#pool.on('error', () => {}) // one that nobody has was closed; it makes another
  }

  /** Not to be asked for from inside. */
  async take<T>(name: string, act: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(name) ?? Promise.resolve()).then(() => this.#alone(name, act))
    // whoever waits does not care how this one ended
    const ended = mine.catch(() => undefined)
    this.#last.set(name, ended)
    try {
      return await mine
    } finally {
      if (this.#last.get(name) === ended) this.#last.delete(name)
    }
  }

  /** Waits a while for who has a turn. */
  stop(): Promise<void> {
    return within(PATIENCE, this.#pool.end())
  }

  async #alone<T>(name: string, act: () => Promise<T>): Promise<T> {
    const key = [`turn ${name}`]
    const client = await this.#pool.connect()
    const lost = (): void => {} // the lock went with the connection; what is under way goes on
    client.on('error', lost)
    try {
      await client.query('select pg_advisory_lock(hashtextextended($1, 0))', key)
      return await act()
    } finally {
      const isKept = await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', key).then(
        () => true,
        () => false,
      )
      client.off('error', lost)
      client.release(!isKept)
    }
  }
}

import type { SyncUser } from '../../sync/openDocument.ts'
import type { ScriptPart } from '../context.tsx'
import { Highlights, highlightsKey } from './highlights.ts'
import { Replacer } from './replacer.ts'
import { Search } from './search.ts'
import { ShotTables } from './shotTables.ts'

/** What finding and replacing keeps while the script page is open, whether the panel is shown or not: undo needs it. */
export class FindSession {
  readonly replacer: Replacer
  readonly highlights: Highlights
  readonly search = new Search()
  readonly tables: ShotTables
  readonly #editor: ScriptPart['editor']
  readonly #listeners = new Set<() => void>()

  constructor({ editor, binding }: Pick<ScriptPart, 'editor' | 'binding'>, user: SyncUser) {
    this.#editor = editor
    this.replacer = new Replacer(binding)
    this.highlights = new Highlights(binding)
    this.tables = new ShotTables(user, () => {
      for (const listener of [...this.#listeners]) listener()
    })
  }

  /** Called when shot tables arrive or change. */
  onTables(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Matches are marked in the text from now on, until what is returned is called. */
  mark(): () => void {
    this.#editor.registerPlugin(this.highlights.plugin())
    return () => {
      this.highlights.show([], null)
      if (!this.#editor.isDestroyed) this.#editor.unregisterPlugin(highlightsKey)
    }
  }

  destroy(): void {
    this.search.stop()
    this.replacer.destroy()
    this.tables.destroy()
  }
}

const sessions = new WeakMap<object, FindSession>()

/** The one session of an editor, made when somebody looks for something first. */
export function findSessionOf(part: Pick<ScriptPart, 'editor' | 'binding'>, user: SyncUser): FindSession {
  let session = sessions.get(part.binding)
  if (!session) {
    session = new FindSession(part, user)
    sessions.set(part.binding, session)
  }
  return session
}

export function endFindSession({ binding }: Pick<ScriptPart, 'binding'>): void {
  sessions.get(binding)?.destroy()
  sessions.delete(binding)
}

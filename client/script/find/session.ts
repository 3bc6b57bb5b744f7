import { lockOn } from '../../../shared/core/api/locks.ts'
import type { StoryKind } from '../../../shared/core/documents/storyTexts.ts'
import type { OpenDocument, SyncUser } from '../../sync/openDocument.ts'
import type { ScriptPart } from '../context.tsx'
import { Highlights, highlightsKey } from './highlights.ts'
import type { ShotTable, StorySheet } from './places.ts'
import { Replacer } from './replacer.ts'
import { Search } from './search.ts'
import { SearchedDocuments } from './searchedDocuments.ts'

/** The shot table of a scene, by its place in the film. */
interface TableOfScene {
  documentId: string
  sceneId: string
  number: string
}
interface SheetOfStory {
  documentId: string
  kind: StoryKind
}

/** Why nothing is written in a document; null: one may. */
function closedBecause(open: OpenDocument, root: 'shots' | null): string | null {
  const { locks, readOnly } = open.getState()
  const lock = lockOn(locks, root)
  return lock ? `${lock.by} locked it` : readOnly ? 'you may only read it' : null
}

/** What finding and replacing keeps while the script page is open, whether the panel is shown or not: undo needs it. */
export class FindSession {
  readonly replacer: Replacer
  readonly highlights: Highlights
  readonly search = new Search()
  readonly #shots: SearchedDocuments<TableOfScene>
  readonly #story: SearchedDocuments<SheetOfStory>
  readonly #editor: ScriptPart['editor']
  readonly #listeners = new Set<() => void>()

  constructor({ editor, binding }: Pick<ScriptPart, 'editor' | 'binding'>, user: SyncUser) {
    this.#editor = editor
    this.replacer = new Replacer(binding)
    this.highlights = new Highlights(binding)
    const changed = () => {
      for (const listener of [...this.#listeners]) listener()
    }
    this.#shots = new SearchedDocuments(user, changed)
    this.#story = new SearchedDocuments(user, changed)
  }

  /** Looks in these documents as well; they stay open while the script does, for undo. */
  want(tables: readonly TableOfScene[], story: readonly SheetOfStory[]): void {
    this.#shots.want(tables)
    this.#story.want(story)
  }

  /** The shot tables that are there, in the order of the film. */
  get tables(): ShotTable[] {
    return this.#shots.arrived.map(({ about, open }) => ({
      ...about,
      doc: open.doc,
      closed: closedBecause(open, 'shots'),
    }))
  }

  get sheets(): StorySheet[] {
    return this.#story.arrived.map(({ about, open }) => ({
      kind: about.kind,
      doc: open.doc,
      closed: closedBecause(open, null),
    }))
  }

  /** Are some of the wanted documents still on their way? */
  get opening(): boolean {
    return this.#shots.opening || this.#story.opening
  }

  /** Called when such documents arrive or change. */
  onOthers(listener: () => void): () => void {
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
    this.#shots.destroy()
    this.#story.destroy()
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

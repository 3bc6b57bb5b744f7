import * as Y from 'yjs'
import { readLines } from '../../../shared/core/script/scenes.ts'
import { Finding } from '../binding/checks.ts'
import { countWords, type DeletedRange, readUpdate, wordsOf } from './words.ts'

/** What an act may do to words besides what it brings. */
export interface Licence {
  /** The word that it writes for the first time. */
  brings?: string
  /** May it write words anew that stand there: a line that is split, an undo, a proposal that rewrites a sentence? */
  copies?: boolean
  /** May it take words away: 'own' only those of who acts, 'doubles' only what stands there twice or was proposed? */
  takes?: 'any' | 'own' | 'doubles'
  /** Whose act it is: the client id by which `brings` were written. */
  author?: number
}

interface Written {
  /** What the writer knew when it wrote. */
  knew: Map<number, number>
  /** What one knows who has it: client ids and the clocks after their last items in the update. */
  ends: Map<number, number>
  isHistory: boolean
  /** Of what two people accept at once the server takes one copy out again: that excuses nothing. */
  isAcceptance: boolean
}

const PROPOSED = /^[sr]/

/**
 * Keeps book of every word: who brought it, which acts wrote it anew, and which took it away on purpose. It knows the rules
 * of the house and none of its code; what a document says at the end is compared with it.
 */
export class Ledger {
  readonly #author = new Map<string, number>()
  readonly #written = new Map<string, Written[]>()
  readonly #taken = new Set<string>()
  /** Word -> the lines of which a proposal with it was worded anew, each with the lines that there were then. */
  readonly #worded = new Map<string, { line: string; lines: ReadonlySet<string> }[]>()
  readonly #deleted: DeletedRange[] = []
  readonly #updates = new Map<string, Uint8Array[]>()

  /** The words that are there before anybody comes. */
  open(name: string, state: Uint8Array): void {
    this.#updates.set(name, [state])
    for (const word of readUpdate(state).words) this.#author.set(word, 0)
  }

  /** Lets somebody act on one copy of a document, and looks at what that did to the words there. */
  watch<T>(name: string, doc: Y.Doc, what: string, licence: Licence, act: () => T): T {
    const before = countWords(doc)
    const knew = Y.decodeStateVector(Y.encodeStateVector(doc))
    const updates: Uint8Array[] = []
    const keep = (update: Uint8Array) => void updates.push(update)
    doc.on('update', keep)
    try {
      return act()
    } finally {
      doc.off('update', keep)
      if (updates.length > 0) this.#enter(name, doc, what, licence, before, knew, updates)
    }
  }

  #enter(
    name: string,
    doc: Y.Doc,
    what: string,
    licence: Licence,
    before: Map<string, number>,
    knew: Map<number, number>,
    updates: readonly Uint8Array[],
  ): void {
    this.#updates.get(name)?.push(...updates)
    const after = countWords(doc)
    for (const update of updates) {
      const { words, deletes, ends } = readUpdate(update)
      if (licence.takes || licence.copies) this.#deleted.push(...deletes)
      const written = { knew, ends, isHistory: /undo|redo/i.test(what), isAcceptance: /accept|decide/.test(what) }
      for (const word of words) this.#write(word, what, licence, written)
    }
    for (const [word, times] of before) {
      const now = after.get(word) ?? 0
      if (now < times && now === 0) this.#take(word, what, licence)
      if (now < times && now > 0 && !licence.takes && !licence.copies)
        throw new Finding(`${what} took a copy of ${word}`)
    }
  }

  #write(word: string, what: string, { brings, copies, author }: Licence, written: Written): void {
    const isKnown = this.#author.has(word)
    if (isKnown ? !copies : word !== brings && !(copies && PROPOSED.test(word)))
      throw new Finding(`${what} wrote ${word}, which nobody asked it to`)
    if (!isKnown) this.#author.set(word, author ?? 0)
    const all = this.#written.get(word) ?? []
    this.#written.set(word, all)
    all.push(written)
  }

  #take(word: string, what: string, { takes, author }: Licence): void {
    const isFree =
      takes === 'any' ||
      (takes === 'own' && (this.#author.get(word) === author || PROPOSED.test(word) || this.#taken.has(word))) ||
      (takes === 'doubles' && (PROPOSED.test(word) || this.#taken.has(word)))
    if (!isFree) throw new Finding(`${what} took ${word} away`)
    this.#taken.add(word)
  }

  /** How much happened: a fuzz in which nobody meets proves nothing. */
  get figures(): { words: number; proposed: number; taken: number; copied: number } {
    const words = [...this.#written]
    return {
      words: words.length,
      proposed: words.filter(([word]) => PROPOSED.test(word)).length,
      taken: this.#taken.size,
      copied: words.filter(([, written]) => written.length > 1).length,
    }
  }

  timesWritten(word: string): number {
    return this.#written.get(word)?.length ?? 0
  }

  /**
   * Somebody worded a proposal anew, and saw the whole of it: words in it that its line does not have by now, because it was
   * split, are there twice when it is accepted, as they asked: once in that line, or in one that it was split into since.
   */
  noteWordings(doc: Y.Doc): void {
    const stored: Record<
      string,
      { editedBy?: unknown; edit: { lineId?: unknown; before?: unknown; after?: unknown } }
    > = doc.getMap('suggestions').toJSON()
    const lines = new Set(readLines(doc).map(({ id }) => id))
    for (const { editedBy, edit } of Object.values(stored)) {
      if (editedBy === undefined || typeof edit.lineId !== 'string') continue
      const line = edit.lineId
      const before = new Set(wordsOf(String(edit.before)))
      for (const word of wordsOf(String(edit.after))) {
        const known = this.#worded.get(word) ?? []
        if (before.has(word) || known.some(wording => wording.line === line)) continue
        this.#worded.set(word, [...known, { line, lines }])
      }
    }
  }

  /** May this word stand there more than once: was it written twice by acts that did not know of each other? */
  mayBeDoubled(word: string, doc: Y.Doc): boolean {
    const wordings = this.#worded.get(word)
    const now = wordings ? readLines(doc) : []
    const here = now.filter(({ text }) => wordsOf(text).includes(word))
    // a line that is gone was joined to another
    const isExcused = ({ line, lines }: { line: string; lines: ReadonlySet<string> }): boolean =>
      here.some(({ id }) => id === line || !lines.has(id)) || !now.some(({ id }) => id === line)
    if (wordings?.some(isExcused)) return true
    const written = this.#written.get(word) ?? []
    if (written.length > 1 && written.some(({ isHistory }) => isHistory)) return true
    const sees = (a: Written, b: Written) => [...b.ends].every(([client, end]) => (a.knew.get(client) ?? 0) >= end)
    return written.some((a, i) =>
      written.slice(i + 1).some(b => !(a.isAcceptance && b.isAcceptance) && !sees(a, b) && !sees(b, a)),
    )
  }

  /** Of what was accepted at the same moment the server takes one out again: words of proposals that are not accepted now. */
  letServerTake(doc: Y.Doc): void {
    const accepted = new Set(doc.getMap('accepted').keys())
    const stored: Record<string, { stale?: unknown; edit: unknown }> = doc.getMap('suggestions').toJSON()
    for (const [id, { stale, edit }] of Object.entries(stored))
      if (stale !== undefined && !accepted.has(id))
        for (const word of wordsOf(JSON.stringify(edit))) if (PROPOSED.test(word)) this.#taken.add(word)
  }

  /** Every word that somebody brought to this document and nobody took away is there, and no word is there twice. */
  judge(name: string, doc: Y.Doc): void {
    const counts = countWords(doc)
    for (const [word, times] of counts) {
      if (word.startsWith('v')) throw new Finding(`the viewer wrote ${word}`)
      if (!this.#author.has(word)) throw new Finding(`nobody wrote ${word}`)
      if (times > 1 && !this.mayBeDoubled(word, doc)) throw new Finding(`${word} stands there ${times} times`)
    }
    const missing = this.#broughtTo(name).filter(word => !counts.has(word) && !this.#taken.has(word))
    if (missing.length === 0) return
    const everything = new Y.Doc({ gc: false })
    for (const update of this.#updates.get(name) ?? []) Y.applyUpdate(everything, update)
    for (const word of missing) if (!this.#wentWithItsLine(everything, word)) throw new Finding(`${word} is lost`)
  }

  #broughtTo(name: string): string[] {
    return [...new Set((this.#updates.get(name) ?? []).flatMap(update => readUpdate(update).words))]
  }

  /** Did somebody delete, split off or join the line (or text) while the word was being typed in it, without knowing? */
  #wentWithItsLine(everything: Y.Doc, word: string): boolean {
    const isDeleted = ({ client, clock }: Y.ID) =>
      this.#deleted.some(range => range.client === client && range.from <= clock && clock < range.to)
    for (const structs of everything.store.clients.values())
      for (const struct of structs) {
        if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) continue
        if (!struct.content.str.includes(word)) continue
        for (let parent: unknown = struct.parent; parent instanceof Y.AbstractType; ) {
          const item: Y.Item | null = parent._item
          if (item && isDeleted(item.id)) return true
          parent = item?.parent
        }
      }
    return false
  }
}

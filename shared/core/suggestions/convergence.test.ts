import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { readLines } from '../script/scenes.ts'
import { proposeEdits } from './propose.ts'
import { refreshSuggestions } from './refresh.ts'
import { acceptSuggestion, rejectSuggestion } from './settle.ts'
import { readSuggestions } from './status.ts'
import { addSuggestions } from './store.ts'
import { type SuggestionEdit, SuggestionError } from './suggestion.ts'
import { AGENT, copyOf, scriptOf, split, textAt, texts, undoOf } from './testDocument.ts'

/** mulberry32: the same seed gives the same story. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Person {
  doc: Y.Doc
  undo: Y.UndoManager
  /** The suggestion that the last act accepted, when it may be taken back. */
  accepted: string | null
}

/**
 * Two people and the server, which sometimes hear of each other. Words are a1a (the writer's), p1p (typed since) and s1s
 * (proposed); people erase only a-words, so every p-word must survive, and every s-word must come at most once.
 */
function story(seed: number): void {
  const random = randomOf(seed)
  const below = (n: number) => Math.floor(random() * n)
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)]
  let serial = 0
  const base = scriptOf(...['0', '1', '2'].map(l => [0, 1, 2, 3, 4].map(w => `a${l}${w}a`).join(' ')))
  const server = copyOf(base, 2 + below(900))
  const person = (doc: Y.Doc): Person => ({ doc, undo: undoOf(doc), accepted: null })
  const ana = person(copyOf(base, 1001 + below(1000)))
  const ben = person(copyOf(base, 2001 + below(1_000_000)))
  const typed: string[] = []
  let clientIds = 3_000_000 + below(1000)

  const refresh = () => {
    refreshSuggestions(server, 'server', () => clientIds++)
    // a second pass finds nothing to do
    expect(refreshSuggestions(server, 'server')).toEqual({ rebased: [], stale: [], takenBack: [] })
    for (const { status } of readSuggestions(server)) expect(status).not.toBe('rebasing')
  }
  const meet = ({ doc }: Person) => {
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc), 'sync')
    refresh()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), 'sync')
  }
  const words = (doc: Y.Doc) =>
    readLines(doc).flatMap(line =>
      [...line.text.matchAll(/a\d+a/g)].map(match => ({
        line: line.id,
        at: match.index,
        word: match[0],
        text: line.text,
      })),
    )

  const propose = () => {
    const target = pick(words(server))
    if (!target) return
    const word = `s${++serial}s`
    const { line, at, text } = target
    const end = at + target.word.length
    const kinds: SuggestionEdit[] = [
      { kind: 'line-text', lineId: line, before: text, after: text.slice(0, at) + word + text.slice(end) },
      { kind: 'line-text', lineId: line, before: text, after: `${text.slice(0, at)}${word} ${text.slice(at)}` },
      { kind: 'line-text', lineId: line, before: text, after: text.slice(0, at) + text.slice(end) },
      {
        kind: 'insert-lines',
        after: line,
        scene: 's1',
        lines: [{ id: `n${serial}`, type: 'action', runs: [{ text: word, marks: [] }] }],
      },
    ]
    const edit = kinds[below(kinds.length)]
    if (!edit) return
    addSuggestions(server, proposeEdits(server, [edit], { ...AGENT, ids: [`id${serial}`], clientIds: [clientIds++] }))
  }
  const act = (who: Person) => {
    const { doc, undo } = who
    const word = pick(words(doc))
    const undoable = who.accepted
    who.accepted = null
    switch (below(6)) {
      case 0:
      case 1: {
        if (!word) return
        const text = `p${++serial}p`
        typed.push(text)
        const spot = pick([word.at, word.at + 1, word.at + word.word.length]) ?? 0
        doc.transact(() => textAt(doc, word.line).insert(spot, random() < 0.5 ? `${text} ` : ` ${text}`), 'typing')
        return
      }
      case 2:
        if (word) doc.transact(() => textAt(doc, word.line).delete(word.at, word.word.length), 'typing')
        return
      case 3: {
        const found = pick(readSuggestions(doc).filter(({ status }) => status === 'pending'))
        if (!found) return
        acceptSuggestion(doc, found.suggestion.id, 'accept')
        who.accepted = found.suggestion.id
        return
      }
      case 4: {
        const found = pick(readSuggestions(doc))
        if (!found) return
        if (random() < 0.3) rejectSuggestion(doc, found.suggestion.id, 'somebody')
        else if (found.status !== 'pending')
          expect(() => acceptSuggestion(doc, found.suggestion.id, 'accept')).toThrow(SuggestionError)
        return
      }
      case 5:
        if (undoable) undo.undo()
    }
  }
  for (let step = 0; step < 30; step++) {
    const dice = random()
    if (dice < 0.2) propose()
    else if (dice < 0.35) meet(ana)
    else if (dice < 0.5) meet(ben)
    else if (dice < 0.53) {
      for (const who of [ana, ben, ana, ben]) meet(who)
      const word = pick(words(ana.doc))
      if (word && word.at > 0) split(ana.doc, word.line, word.word, `x${++serial}`)
      ana.accepted = null
      meet(ana)
      meet(ben)
    } else act(dice < 0.77 ? ana : ben)
  }
  for (const who of [ana, ben, ana, ben]) meet(who)

  const all = [server, ana.doc, ben.doc].map(doc => texts(doc).join('\n'))
  expect(all[1]).toBe(all[0])
  expect(all[2]).toBe(all[0])
  const text = all[0] ?? ''
  expect(typed.filter(word => !text.includes(word))).toEqual([])
  const statuses = [server, ana.doc, ben.doc].map(doc =>
    readSuggestions(doc)
      .map(s => `${s.suggestion.id} ${s.status}`)
      .join(),
  )
  expect(statuses[1]).toBe(statuses[0])
  expect(statuses[2]).toBe(statuses[0])
  for (const { suggestion, status } of readSuggestions(server)) {
    const word = suggestion.id.replace(/^id(\d+)$/, 's$1s')
    const { edit } = suggestion
    const times = text.split(word).length - 1
    expect(times, `${word} in ${text}`).toBeLessThanOrEqual(1)
    const inserts = edit.kind === 'insert-lines' || (edit.kind === 'line-text' && edit.after.includes(word))
    if (status === 'accepted' && inserts) expect(times, `${word} accepted, ${text}`).toBe(1)
    if (status === 'pending') expect(times).toBe(0)
  }
}

describe('whatever two people, an agent and the server do at once', () => {
  for (let block = 0; block < 10; block++)
    it(`converges, loses no word that a person typed and doubles none that was proposed (seeds ${block * 50}-${block * 50 + 49})`, () => {
      for (let seed = block * 50; seed < block * 50 + 50; seed++)
        try {
          story(seed)
        } catch (cause) {
          throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : cause}`, { cause })
        }
    })
})

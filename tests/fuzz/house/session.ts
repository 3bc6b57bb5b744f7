import { vi } from 'vitest'
import * as Y from 'yjs'
import { Refusal } from '../../../server/sync/refusal.ts'
import { packUpdates, unpackUpdates } from '../../../shared/node/updates.ts'
import { checkClient, Finding } from '../binding/checks.ts'
import { Random, withSeed } from '../binding/random.ts'
import type { Figures } from './figures.ts'
import { Ledger, type Licence } from './ledger.ts'
import type { Link } from './link.ts'
import { NAMES, type Name, openPerson, type Person, reopen, VIEWER } from './people.ts'
import type { Step } from './schedule.ts'
import { command, edit, isCommand, isEdit, LICENCES, startingScript } from './script.ts'
import { HouseRoom, Store } from './server.ts'
import { actOnShots, isShotAct, SHOT_LICENCES, startingShots } from './shots.ts'
import { decide, decideInScript, isSuggestionAct, propose, type Result, SUGGESTION_LICENCES } from './suggesting.ts'
import { checkSame, checkScript, checkSuggestions } from './verdict.ts'
import { forgedUpdate } from './viewer.ts'

export interface SessionOptions {
  /** One of the people has a client that sends updates before the server asked for what it has not. */
  isHasty: boolean
}

/** Everybody does what the schedule says, then everything arrives. Throws a {@link Finding} when a promise is broken. */
export async function runSession(steps: readonly Step[], options: SessionOptions): Promise<Figures> {
  vi.clearAllTimers()
  const house = new House(options)
  await house.begin()
  for (const step of steps) await house.act(step)
  await house.settle()
  return house.figures
}

class House {
  readonly #ledger = new Ledger()
  readonly #stores: Record<Name, Store> = { script: new Store(), scene: new Store() }
  readonly #people: readonly Person[]
  readonly #results: Result[] = []
  #rooms!: Record<Name, HouseRoom>
  #starts = 0
  #forks = 0
  readonly #happened = { crashes: 0, losses: 0, forged: 0, dropped: 0 }

  constructor(options: SessionOptions) {
    const states = { script: startingScript(), scene: startingShots() }
    for (const name of NAMES) {
      this.#stores[name].insert(packUpdates([states[name]]))
      this.#ledger.open(name, states[name])
    }
    this.#people = [11, 22, 33, VIEWER].map(id => openPerson(id, states, options.isHasty && id === 33))
    for (const name of NAMES) this.#watchAhead(name)
  }

  get figures(): Figures {
    return { ...this.#ledger.figures, ...this.#happened }
  }

  async open(): Promise<void> {
    const start = (name: Name) =>
      HouseRoom.open(name, this.#stores[name], this.#ledger, 1000 + this.#starts * 2 + NAMES.indexOf(name))
    this.#rooms = { script: await start('script'), scene: await start('scene') }
    this.#starts++
    for (const { links } of this.#people) for (const name of NAMES) links[name].connect()
  }

  /** Everybody comes in before anything happens. */
  async begin(): Promise<void> {
    await this.open()
    await this.#deliverAll()
  }

  async act({ n, who, act, dice }: Step): Promise<void> {
    const random = new Random(dice)
    const person = this.#people[who]
    const name: Name = random.chance(0.75) ? 'script' : 'scene'
    if (!person) return
    const { script, shots } = person
    const link = person.links[name]
    const watch = (where: Name, licence: Licence, write: () => void) =>
      withSeed(random, () =>
        this.#ledger.watch(where, where === 'script' ? script.doc : shots.doc, act, licence, write),
      )
    const word = `w${n}z`
    if (isEdit(act))
      watch('script', { ...LICENCES[act], brings: word, author: script.id }, () => edit(script, act, random, word))
    else if (isCommand(act)) watch('script', {}, () => command(script, act, random))
    else if (isSuggestionAct(act)) {
      watch('script', SUGGESTION_LICENCES[act], () => decideInScript(script, act, random, n))
      if (act === 'revise') this.#ledger.noteWordings(script.doc)
    } else if (isShotAct(act)) {
      const licence = { ...SHOT_LICENCES[act], brings: word, author: shots.doc.clientID }
      watch('scene', licence, () => actOnShots(shots, act, random, word))
    } else
      switch (act) {
        case 'undo':
          watch(
            'script',
            { copies: true, takes: 'own', author: script.id },
            () => void script.binding.undoManager.undo(),
          )
          break
        case 'redo':
          watch('script', { copies: true, takes: 'any' }, () => void script.binding.undoManager.redo())
          break
        case 'decideShot':
          watch('scene', SUGGESTION_LICENCES.accept, () => decide(shots.doc, null, 'accept', random, n))
          break
        case 'viewerTypes':
          this.#viewerTypes(random, n)
          break
        case 'viewerSends':
          this.#viewerSends(name, random, n)
          break
        case 'propose':
        case 'proposeShot':
          this.#propose(act === 'propose' ? 'script' : 'scene', random, n)
          break
        case 'applyResult':
          if (this.#results.length > 0) await this.#apply(random.pick(this.#results))
          break
        case 'send':
          for (const way of NAMES)
            for (let i = 1 + random.below(6); i > 0; i--) await this.#send(way, person.links[way])
          break
        case 'receive':
          for (const way of NAMES) this.#receive(person, way, 1 + random.below(6))
          break
        case 'calm':
          await this.#deliver()
          break
        case 'cut':
          this.#cut(name, link)
          break
        case 'connect':
          link.connect()
          break
        case 'repeatUp':
        case 'repeatDown':
          link.repeat(act === 'repeatUp' ? 'up' : 'down', random)
          break
        case 'reorderUp':
        case 'reorderDown':
          link.reorder(act === 'reorderUp' ? 'up' : 'down', random)
          break
        case 'commit':
        case 'failCommit':
          await this.#rooms[name].commit(act === 'commit' ? 'done' : random.pick(['failed', 'unknown']))
          break
        case 'crash':
          await this.#crash()
          break
        case 'chores':
          await this.#chores(name)
      }
    if (isEdit(act) || isCommand(act) || isSuggestionAct(act) || act === 'undo' || act === 'redo')
      checkClient(script, act)
  }

  #receive({ links, script }: Person, name: Name, most: number): void {
    const link = links[name]
    if (link.down.length === 0) return
    for (let i = 0; i < most && link.down.length > 0; i++) link.receive()
    if (name === 'script') checkClient(script, 'receiving')
  }

  async #send(name: Name, link: Link): Promise<void> {
    const message = link.up.shift()
    if (!message) return
    try {
      await this.#rooms[name].take(link, message)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (!link.isDisturbed) throw new Finding(`an honest client was turned away: ${error.message}`)
      this.#cut(name, link)
    }
  }

  /** The viewer shows what a crash took: the document is opened anew. */
  #watchAhead(name: Name): void {
    const viewer = this.#people[3]
    if (!viewer) return
    viewer.links[name].onAhead = () => {
      this.#cut(name, viewer.links[name])
      this.#happened.dropped++
      const state = (of: Name) => Y.encodeStateAsUpdate(this.#rooms[of].document)
      reopen(viewer, VIEWER, name, { script: state('script'), scene: state('scene') })
      this.#watchAhead(name)
      viewer.links[name].connect()
    }
  }

  #cut(name: Name, link: Link): void {
    if (link.session) this.#rooms[name].forget(link)
    link.cut()
  }

  #propose(name: Name, random: Random, n: number): void {
    this.#results.push(...propose(name, this.#stores[name].doc, n, random))
  }

  #apply({ document, bytes, clients, author }: Result): Promise<void> {
    return this.#rooms[document].apply(bytes, author, clients)
  }

  #chores(name: Name): Promise<void> {
    return this.#rooms[name].chores(() => 500_000 + this.#forks++)
  }

  /** The viewer types in an editor that is read-only. */
  #viewerTypes(random: Random, n: number): void {
    const viewer = this.#people[3]?.script
    if (!viewer) return
    this.#ledger.watch('script', viewer.doc, 'the viewer', {}, () => edit(viewer, 'type', random, `v${n}z`))
    checkClient(viewer, 'the viewer typed')
  }

  /** The viewer sends what no editor of ours would. */
  #viewerSends(name: Name, random: Random, n: number): void {
    const link = this.#people[3]?.links[name]
    if (!link?.session) return
    this.#happened.forged++
    link.up.push({
      kind: random.chance(0.3) ? 'handshake' : 'update',
      update: forgedUpdate(link.doc, `v${n}z`, random),
    })
  }

  /** The process is killed: what was not durable is gone, and nobody had been told that it was saved. */
  async #crash(): Promise<void> {
    this.#happened.crashes++
    if (NAMES.some(name => !this.#rooms[name].isDurable)) this.#happened.losses++
    for (const name of NAMES)
      for (const { links } of this.#people) {
        const { doc, saved } = links[name]
        if (Y.getState(this.#stores[name].doc.store, doc.clientID) < saved)
          throw new Finding(`client ${doc.clientID} read Saved, and the ${name} was not`)
      }
    for (const { links } of this.#people) for (const name of NAMES) links[name].cut()
    vi.clearAllTimers()
    await this.open()
  }

  /** All that is under way arrives, the writer's answers too; the server does its chores until there are none. */
  async settle(): Promise<void> {
    for (const result of this.#results) await this.#apply(result)
    for (let round = 1; ; round++) {
      await this.#deliverAll()
      let chores = 0
      const count = () => void chores++
      for (const name of NAMES) {
        const { document } = this.#rooms[name]
        document.on('update', count)
        await this.#chores(name)
        document.off('update', count)
      }
      if (chores === 0) break
      if (round === 12) throw new Finding('the chores do not come to an end')
    }
    await this.#judge()
  }

  /** Everybody is connected, and nothing is under way or waits for the store. */
  async #deliverAll(): Promise<void> {
    for (let busy = true; busy; ) {
      for (const { links } of this.#people) for (const name of NAMES) links[name].connect()
      busy = await this.#deliver()
      for (const name of NAMES)
        while (!this.#rooms[name].isDurable) {
          await this.#rooms[name].commit()
          busy = true
        }
    }
  }

  /** What is under way on the connections that there are arrives. Whether there was anything. */
  async #deliver(): Promise<boolean> {
    let some = false
    for (let busy = true; busy; some ||= busy) {
      busy = false
      for (const person of this.#people)
        for (const name of NAMES) {
          const link = person.links[name]
          busy ||= link.up.length > 0 || link.down.length > 0
          while (link.up.length > 0) await this.#send(name, link)
          this.#receive(person, name, Number.POSITIVE_INFINITY)
        }
    }
    return some
  }

  async #judge(): Promise<void> {
    for (const { links } of this.#people)
      for (const name of NAMES)
        if (!links[name].isSaved) throw new Finding(`client ${links[name].doc.clientID} never reads Saved`)
    for (const name of NAMES) {
      const fresh = new Y.Doc()
      for (const row of this.#stores[name].rows) for (const update of unpackUpdates(row)) Y.applyUpdate(fresh, update)
      const docs = new Map<string, Y.Doc>([
        ['the server', this.#rooms[name].document],
        ['the store', fresh],
        ...this.#people.map(({ links }) => [`client ${links[name].doc.clientID}`, links[name].doc] as const),
      ])
      checkSame(name, docs)
      this.#ledger.judge(name, fresh)
      checkSuggestions(fresh, this.#ledger)
      if (name === 'script') checkScript(fresh)
    }
    for (const { script } of this.#people) checkClient(script, 'the end')
  }
}

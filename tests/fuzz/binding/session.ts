import { TextSelection } from '@tiptap/pm/state'
import * as Y from 'yjs'
import { firstKeys } from '../../../shared/core/order.ts'
import { makeLine, plain } from '../../../shared/core/script/line.ts'
import { repairScript } from '../../../shared/core/script/repair.ts'
import { addScene, scriptRoots } from '../../../shared/core/script/scenes.ts'
import {
  allArrived,
  checkAttributes,
  checkClient,
  checkSame,
  checkSteps,
  Finding,
  scenesFit,
  shapeOf,
  textsOf,
} from './checks.ts'
import { type Client, openClient, sync, syncAll } from './client.ts'
import { anywhere, COMMANDS, EDITS } from './edits.ts'
import { type Random, withSeed } from './random.ts'
import { othersCharacters, readDocument, wrongScenes } from './reader.ts'

export interface SessionOptions {
  ops: number
  /** Updates of one client arrive in their order; otherwise in any. */
  causal: boolean
  /** The third client collects what is deleted and never undoes, as a server or a reader does. */
  collects: boolean
}

type EditName = keyof typeof EDITS
type CommandName = keyof typeof COMMANDS
const HISTORY = ['undo', 'undo', 'undo', 'undoMany', 'undoMany', 'redo', 'redo'] as const
const ACTIONS: readonly (EditName | CommandName | (typeof HISTORY)[number])[] = [
  ...(Object.keys(EDITS) as EditName[]),
  ...(['type', 'type', 'type', 'enter', 'join', 'deleteRange', 'exchangeEmoji'] as const),
  ...(['typeInOthersLine', 'typeInOthersLine', 'typeInOthersLine', 'cycle', 'cycleHeading'] as const),
  ...(Object.keys(COMMANDS) as CommandName[]),
  'moveScene',
  ...HISTORY,
]
const isEdit = (name: string): name is EditName => name in EDITS
const isCommand = (name: string): name is CommandName => name in COMMANDS

/** A script of front matter and four scenes of four lines. */
export function startingScript(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  const { script, scenes } = scriptRoots(doc)
  doc.transact(() => {
    script.push([makeLine('front0', 'front', { type: 'transition', runs: plain('FADE IN:') })])
    firstKeys(4).forEach((order, s) => {
      addScene(scenes, `s${s}`, { order })
      script.push([makeLine(`l${s}0`, `s${s}`, { type: 'scene_heading', runs: plain(`INT. ROOM ${s}`) })])
      for (let l = 1; l < 4; l++)
        script.push([makeLine(`l${s}${l}`, `s${s}`, { type: 'action', runs: plain(`aab line ${l}`) })])
    })
  })
  return Y.encodeStateAsUpdate(doc)
}

/** Three people edit one script at random over a bad network; throws a {@link Finding} when a promise is broken. */
export function runSession(random: Random, options: SessionOptions, trail: string[]): void {
  withSeed(random, () => new Session(random, options, trail).run())
}

class Session {
  readonly #random: Random
  readonly #options: SessionOptions
  readonly #trail: string[]
  readonly #clients: readonly Client[]
  /** Updates on their way to each client. */
  readonly #held: Uint8Array[][] = [[], [], []]

  constructor(random: Random, options: SessionOptions, trail: string[]) {
    this.#random = random
    this.#options = options
    this.#trail = trail
    const state = startingScript()
    this.#clients = [11, 22, 33].map(id => openClient(id, state))
    const [, , third] = this.#clients
    if (options.collects && third) third.doc.gc = true
    this.#clients.forEach((client, i) => {
      client.doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === 'net') return
        this.#held.forEach((queue, j) => {
          if (j !== i) queue.push(update)
        })
      })
    })
  }

  run(): void {
    for (let op = 0; op < this.#options.ops; op++) {
      const i = this.#random.below(3)
      const name = this.#random.pick(ACTIONS)
      const client = this.#clients[i]
      const isHistory = !isEdit(name) && !isCommand(name)
      if (!client || (isHistory && this.#options.collects && i === 2)) continue
      this.#trail.push(`${i}:${name}`)
      if (isEdit(name)) this.#edit(client, name)
      else if (isCommand(name)) this.#command(client, name)
      else this.#history(client, name)
      if (this.#random.chance(0.35)) this.#syncSome()
    }
    this.#settle()
  }

  #checked(client: Client, what: string, act: () => void): void {
    const from = client.view.log.length
    act()
    checkClient(client, what)
    if (this.#options.causal) checkAttributes(client, what)
    checkSteps(client, from)
  }

  /** A local edit stays as it was made, and leaves the scenes right when they were. */
  #edit(client: Client, name: EditName): void {
    const fitted = scenesFit(client)
    this.#checked(client, name, () => {
      const { tr } = client.view.state
      EDITS[name](client, tr, this.#random)
      if (!tr.docChanged) return
      const wanted = shapeOf(tr.doc)
      if (this.#random.chance(0.5)) tr.setSelection(TextSelection.near(tr.doc.resolve(anywhere(tr.doc, this.#random))))
      client.view.dispatch(tr)
      const got = shapeOf(client.view.state.doc)
      if (got !== wanted) {
        const scenes: unknown = client.doc.getMap('scenes').toJSON()
        throw new Finding(`${name} did not stay as it was made`, {
          wanted,
          got,
          scenes,
          lines: readDocument(client.doc),
        })
      }
    })
    if (fitted) this.#expectFit(client, name)
    this.#checkPosition(client)
  }

  #command(client: Client, name: CommandName): void {
    const fitted = scenesFit(client)
    const before = textsOf(client.view.state.doc)
    const arrived = allArrived(client.doc, readDocument(client.doc))
    this.#checked(client, name, () => COMMANDS[name](client, this.#random))
    if (fitted) this.#expectFit(client, name)
    if (arrived && name !== 'moveScene' && textsOf(client.view.state.doc) !== before)
      throw new Finding(`${name} changed the order of lines`, [before, textsOf(client.view.state.doc)])
  }

  #history(client: Client, name: (typeof HISTORY)[number]): void {
    const before = othersCharacters(client.doc, client.id)
    this.#checked(client, name, () => {
      for (let i = 0; i < (name === 'undoMany' ? 4 : 1); i++)
        if (name === 'redo') client.binding.undoManager.redo()
        else client.binding.undoManager.undo()
    })
    const now = othersCharacters(client.doc, client.id)
    for (const character of before)
      if (!now.has(character)) throw new Finding(`${name} removed what a colleague wrote`, character)
  }

  #expectFit(client: Client, name: string): void {
    const lines = readDocument(client.doc)
    const wrong = wrongScenes(lines)
    if (wrong.length > 0 && allArrived(client.doc, lines)) throw new Finding(`scenes do not fit after ${name}`, wrong)
  }

  #checkPosition({ binding, view }: Client): void {
    const { doc } = view.state
    const position = anywhere(doc, this.#random)
    const relative = binding.toRelative(doc, position)
    if (!relative) return
    const json: unknown = JSON.parse(JSON.stringify(relative))
    const back = binding.toPosition(doc, Y.createRelativePositionFromJSON(json))
    if (back !== position) throw new Finding('a position did not survive the way over Yjs', { position, back })
  }

  /** Some of the updates on their way arrive, or a whole state does. */
  #syncSome(): void {
    const j = this.#random.below(3)
    const client = this.#clients[j]
    const queue = this.#held[j]
    if (!client || !queue) return
    this.#trail.push(`>${j}`)
    this.#checked(client, 'sync', () => {
      if (this.#random.chance(0.5)) {
        const other = this.#clients[(j + 1 + this.#random.below(2)) % 3]
        if (other) sync(other, client)
        return
      }
      for (let n = this.#random.below(queue.length + 1); n > 0; n--) {
        const [update] = queue.splice(this.#options.causal ? 0 : this.#random.below(queue.length), 1)
        if (update) Y.applyUpdate(client.doc, update, 'net')
        checkClient(client, 'an update')
      }
    })
  }

  /** Everything arrives, everybody repairs at once, and all agree on a script in which every promise holds. */
  #settle(): void {
    const from = this.#clients.map(client => client.view.log.length)
    syncAll(this.#clients)
    this.#clients.forEach((client, i) => {
      checkClient(client, 'full sync')
      checkSteps(client, from[i] ?? 0)
    })
    checkSame(this.#clients)
    for (let round = 1, left = true; left; round++) {
      if (round > 6) throw new Finding('repairing does not come to an end')
      const repairs = this.#clients.map(client => {
        const texts = [...textsOf(client.view.state.doc)].toSorted().join('')
        let fixed: string[] = []
        this.#checked(client, 'repair', () => {
          fixed = repairScript(client.doc)
        })
        if (texts !== [...textsOf(client.view.state.doc)].toSorted().join('')) throw new Finding('repair changed words')
        if (repairScript(client.doc).length > 0) throw new Finding('a second repair finds more', fixed)
        return fixed
      })
      syncAll(this.#clients)
      left = repairs.some(fixed => fixed.length > 0)
    }
    checkSame(this.#clients)
    for (const client of this.#clients) checkClient(client, 'the end')
    const [first] = this.#clients
    const lines = first ? readDocument(first.doc) : []
    if (new Set(lines.map(line => line.id)).size !== lines.length) throw new Finding('ids are not unique')
    if (first && !allArrived(first.doc, lines)) throw new Finding('a scene has no entry')
    if (wrongScenes(lines).length > 0) throw new Finding('scenes do not fit after repair', wrongScenes(lines))
  }
}

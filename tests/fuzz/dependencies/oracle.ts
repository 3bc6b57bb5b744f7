import * as Y from 'yjs'

/*
 * Says the same as the engine in the plainest way and with nothing of it, nor of our readers: goes through all documents
 * every time, and compares words that it remembers where the engine compares hashes.
 */

export interface Film {
  script: Y.Doc
  assets: Y.Doc
  scenes: ReadonlyMap<string, Y.Doc>
}

type Raw = Record<string, unknown>
interface RawRow extends Raw {
  id: string
}
interface RawLine {
  id: string
  type: string
  text: string
  scene: string
}
interface RawThing {
  scene: string
  reference: string
  row: RawRow
}

const raw = (value: unknown): Raw => (typeof value === 'object' && value !== null ? (value as Raw) : {})
const text = (value: unknown): string => (typeof value === 'string' ? value.normalize('NFC') : '')

/** What was read of the film as it is now. */
interface Now extends Film {
  rows: Map<string, RawRow[]>
  lines: RawLine[]
  chain: string[]
}

function readNow({ script, assets, scenes }: Film): Now {
  const now: Now = { script, assets, scenes, rows: new Map(), lines: [], chain: [] }
  now.lines = lines(now)
  now.chain = chain(now)
  return now
}

/** The rows of a root of the asset list or of a scene, in their order. */
function rows(now: Now, of: 'assets' | { scene: string }, root: string): RawRow[] {
  const doc = of === 'assets' ? now.assets : now.scenes.get(of.scene)
  const key = `${of === 'assets' ? '' : of.scene} ${root}`
  const known = now.rows.get(key) ?? (doc ? readRows(doc, root) : [])
  now.rows.set(key, known)
  return known
}

function readRows(doc: Y.Doc, root: string): RawRow[] {
  return Object.entries(doc.getMap(root).toJSON() as Raw)
    .map(([id, row]): RawRow => ({ ...raw(row), id }))
    .filter(row => row.deleted !== true)
    .sort((a, b) => {
      const [one, two] = [String(a.order), String(b.order)]
      return one === two ? (a.id < b.id ? -1 : 1) : one < two ? -1 : 1
    })
}

const sceneFields = (film: Film, id: string): Raw => raw((film.script.getMap('scenes').toJSON() as Raw)[id])

function shown(film: Film, scene: string): string {
  let at = scene
  for (let into = sceneFields(film, at).mergedInto; typeof into === 'string'; into = sceneFields(film, at).mergedInto)
    at = into
  return at
}

function lines(film: Film): RawLine[] {
  return film.script
    .getXmlFragment('script')
    .toArray()
    .flatMap(node => {
      if (!(node instanceof Y.XmlElement)) return []
      const words: unknown = node.get(0)
      return [
        {
          id: String(node.getAttribute('id')),
          type: String(node.getAttribute('type')),
          scene: shown(film, String(node.getAttribute('scene'))),
          text: words instanceof Y.XmlText ? words.toString().normalize('NFC') : '',
        },
      ]
    })
}

/** Filmed scenes in their order. */
function chain(film: Now): string[] {
  const order = (id: string): string => `${String(sceneFields(film, id).order)} ${id}`
  return [...new Set(film.lines.map(line => line.scene))]
    .filter(id => sceneFields(film, id).omitted !== true)
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

const chosen = (attempts: RawRow[]): RawRow | undefined =>
  attempts.findLast(row => row.approved === true) ?? attempts.at(-1)

/** What counts in a scene for a reference of that scene. */
function found(now: Now, scene: string, reference: string): RawRow | undefined {
  const of = { scene }
  const [kind, id = ''] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)]
  const shot = rows(now, of, 'shots').find(row => row.id === id)
  if (kind === 'shot') return shot
  if (kind === 'state') return rows(now, of, 'states').find(row => row.id === id)
  if (kind === 'end')
    return rows(now, of, 'endState').find(row => (row.part === 'element' ? row.asset === id : row.part === id))
  if (!shot) return undefined
  const mine = (root: string): RawRow[] => rows(now, of, root).filter(row => row.shot === id)
  if (kind === 'framePrompt') return mine('prompts').findLast(row => row.part === 'frame')
  if (kind === 'videoPrompt') return mine('prompts').findLast(row => row.part === 'video')
  if (kind === 'startFrame') return chosen(mine('frames').filter(row => row.end === 'start'))
  if (kind === 'endFrame') return chosen(mine('frames').filter(row => row.end === 'end'))
  return chosen(mine('takes'))
}

const SAID = [
  ...['duration', 'action', 'dialogue', 'characters', 'setting', 'light', 'camera', 'continuity'],
  ...['instance', 'text', 'media', 'present', 'position', 'location', 'time', 'light', 'lastAction', 'lastLine'],
]

/** What a reference means in words; undefined: it is not there. */
function wordsIn(now: Now, scene: string, reference: string): string | undefined {
  const id = reference.slice(reference.indexOf(':') + 1)
  if (reference.startsWith('line:')) {
    const line = now.lines.find(one => one.id === id)
    return line && `${line.type}/${line.text}`
  }
  if (reference.startsWith('asset:')) {
    const asset = rows(now, 'assets', 'assets').find(row => row.id === id)
    return asset && [asset.kind, text(asset.name), text(asset.description)].join('/')
  }
  if (reference.startsWith('key:')) {
    const asset = rows(now, 'assets', 'assets').find(row => row.id === id)
    const media = raw(raw(asset?.keys)[String(asset?.lockedKey ?? asset?.imageKey)]).media
    return typeof media === 'string' ? media : undefined
  }
  if (reference.startsWith('inherited:')) {
    return wordsIn(now, now.chain[now.chain.indexOf(scene) - 1] ?? '', `end:${id}`)
  }
  const row = found(now, scene, reference)
  if (!row) return undefined
  const conditions = Object.entries(raw(row.conditions)).map(([key, value]) => `${key}=${text(raw(value).text)}`)
  return [...SAID.map(name => `${name}:${String(row[name])}`), ...conditions.sort()].join('\n').normalize('NFC')
}

/** The same, asked once. */
export const wordsOf = (film: Film, scene: string, reference: string): string | undefined =>
  wordsIn(readNow(film), scene, reference)

function things(now: Now): RawThing[] {
  const out: RawThing[] = []
  for (const scene of now.scenes.keys()) {
    const of = { scene }
    const add = (reference: string): void => {
      const row = found(now, scene, reference)
      if (row && !out.some(one => one.scene === scene && one.reference === reference))
        out.push({ scene, reference, row })
    }
    for (const { id } of rows(now, of, 'shots'))
      for (const kind of ['shot', 'framePrompt', 'videoPrompt', 'startFrame', 'endFrame', 'take']) add(`${kind}:${id}`)
    for (const { id } of rows(now, of, 'states')) add(`state:${id}`)
    for (const row of rows(now, of, 'endState')) add(`end:${String(row.part === 'element' ? row.asset : row.part)}`)
  }
  return out
}

/** What was in each thing that something stored a hash of: scene, reference, hash -> words. */
export type Memory = Map<string, string>
export const remembered = (scene: string, reference: string, hash: string): string => `${scene} ${reference} ${hash}`

/** The roots of what makes each outdated thing outdated, and the lines of each scene without a shot. */
export function judge(
  film: Film,
  memory: Memory,
): { outdated: Map<string, string[]>; uncovered: Map<string, string[]> } {
  const reading = readNow(film)
  const { chain: order, lines: script } = reading
  const all = things(reading)
  const before = (scene: string): string => order[order.indexOf(scene) - 1] ?? ''
  const meaning = (scene: string, reference: string): string =>
    /^(line|asset|key):/.test(reference)
      ? reference
      : reference.startsWith('inherited:')
        ? `${before(scene)}\nend:${reference.slice('inherited:'.length)}`
        : `${scene}\n${reference}`
  const inputs = ({ scene, reference, row }: RawThing): [string, string][] =>
    reference.startsWith('shot:')
      ? Object.entries(raw(row.sources)).map(([line, hash]) => [`line:${line}`, String(hash)])
      : Object.entries(raw(row.dependsOn))
          .map(([key, hash]): [string, string] => [key, String(hash)])
          .filter(([key]) => !key.startsWith('inherited:') || order.includes(scene))
  const facts = all.map(thing => ({
    thing,
    key: `${thing.scene}\n${thing.reference}`,
    inputs: inputs(thing),
    whole: new Set<string>(),
    carried: new Set<string>(),
  }))
  for (const { thing, inputs, whole, carried } of facts)
    for (const [reference, hash] of inputs) {
      const now = wordsIn(reading, thing.scene, reference)
      const then = memory.get(remembered(thing.scene, reference, hash))
      const line = reference.startsWith('line:') ? script.find(one => `line:${one.id}` === reference) : undefined
      if (now === then && (!line || line.scene === thing.scene)) continue
      whole.add(meaning(thing.scene, reference))
      if (reference.startsWith('inherited:')) carried.add(meaning(thing.scene, reference))
    }
  for (let more = true; more; ) {
    more = false
    for (const { thing, inputs, whole, carried } of facts)
      for (const [reference] of inputs) {
        const input = facts.find(one => one.key === meaning(thing.scene, reference))
        if (!input) continue
        const size = whole.size + carried.size
        if (!reference.startsWith('inherited:')) for (const root of input.whole) whole.add(root)
        for (const root of input.carried) {
          whole.add(root)
          carried.add(root)
        }
        if (whole.size + carried.size > size) more = true
      }
  }
  const covered = (line: RawLine): boolean =>
    all.some(
      ({ scene, reference, row }) =>
        scene === line.scene && reference.startsWith('shot:') && line.id in raw(row.sources),
    )
  const missing = script.filter(
    line => ['action', 'dialogue'].includes(line.type) && line.text.trim() !== '' && !covered(line),
  )
  return {
    outdated: new Map(facts.flatMap(({ key, whole }) => (whole.size > 0 ? [[key, [...whole].sort()] as const] : []))),
    uncovered: new Map(
      [...film.scenes.keys()].map(scene => [
        scene,
        missing
          .filter(line => line.scene === scene)
          .map(line => line.id)
          .sort(),
      ]),
    ),
  }
}

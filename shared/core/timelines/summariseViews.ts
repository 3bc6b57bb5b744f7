import type { LineView, Piece, VersionView } from '../api/versions.ts'
import { FRONT } from '../script/scenes.ts'
import { formatSeconds } from '../shots/seconds.ts'
import { counted } from '../text/counted.ts'
import type { HunkChange, HunkElement } from './merge/hunk.ts'
import { excerpt } from './merge/show.ts'
import { rowWord } from './merge/tables.ts'
import { type Fact, summary } from './summary.ts'

/** What became of documents between two states, in plain words: of their comparisons in the history. */
export const summariseViews = (views: readonly VersionView[]): string[] => summary(views.flatMap(factsOf))

function factsOf(view: VersionView): Fact[] {
  switch (view.kind) {
    case 'script':
      return [...sceneFacts(view.scenes), ...titleFacts(view.titlePage)]
    case 'scene':
      return [...shotFacts(view.shots), ...view.tables.flatMap(table => tableFacts(table))]
    case 'beats':
      return view.beats.flatMap(beat => thing('beat', `Beat ${beat.number}`, beat.status, wordsOf(beat.title)))
    case 'assets':
      return view.assets.flatMap(asset => thing('asset', named('Asset', wordsOf(asset.title)), asset.status, ''))
    case 'treatment':
      return variantFacts(view)
    case 'brief':
      return view.fields
        .filter(({ pieces }) => changes(pieces))
        .map(({ title }) => fact('field', 'changed', title, `${title} changed`))
  }
}

type Scenes = Extract<VersionView, { kind: 'script' }>['scenes']
type Shots = Extract<VersionView, { kind: 'scene' }>['shots']
type Tables = Extract<VersionView, { kind: 'scene' }>['tables']
type Treatment = Extract<VersionView, { kind: 'treatment' }>
type TitlePage = Extract<VersionView, { kind: 'script' }>['titlePage']
type Status = 'same' | 'added' | 'removed' | 'moved' | 'changed'

const fact = (kind: HunkElement, change: HunkChange, name: string, sentence: string, count = 1): Fact => ({
  kind,
  change,
  name,
  sentence,
  count,
})
const changes = (pieces: readonly Piece[]): boolean => pieces.some(({ status }) => status !== 'same')
const wordsOf = (pieces: readonly Piece[]): string =>
  excerpt(
    pieces
      .filter(({ status }) => status !== 'removed')
      .map(({ text }) => text)
      .join(''),
  )
const named = (one: string, words: string): string => (words === '' ? one : `${one} “${words}”`)

/** A beat, a variant, an asset, a row: what its status says, and its title where it is new. */
function thing(kind: HunkElement, name: string, status: Status, title: string): Fact[] {
  if (status === 'same') return []
  const words = title === '' ? '' : `: ${title}`
  return [fact(kind, status, name, status === 'added' ? `New ${lowered(name)}${words}` : `${name} ${status}`)]
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
const lowered = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`

function sceneFacts(scenes: Scenes): Fact[] {
  return scenes.flatMap((scene, place) => {
    const name = scene.id === FRONT ? 'The opening' : `Scene ${scene.number}`
    if (scene.status === 'added') return [fact('scene', 'added', name, `New scene: ${excerpt(scene.heading) || name}`)]
    if (scene.status === 'removed') {
      const heading = excerpt(scene.heading)
      return [fact('scene', 'removed', name, `${name} removed${heading === '' ? '' : `: ${heading}`}`)]
    }
    const next = scenes.slice(place + 1).find(({ status }) => status === 'same')
    const where = next ? `before scene ${next.numberBefore}` : 'to the end'
    // by the numbers that people know, which moving it changed
    const now = scene.number === scene.numberBefore ? '' : `: it is scene ${scene.number} now`
    const sentence = `Scene ${scene.numberBefore} moved ${where}${now}`
    const moved = scene.status === 'moved' ? [fact('scene', 'moved', name, sentence)] : []
    return [...moved, ...lineFacts(name, scene.lines)]
  })
}

/** What became of the lines of a scene or of a variant. */
function lineFacts(name: string, lines: readonly LineView[]): Fact[] {
  return (['changed', 'added', 'removed'] as const).flatMap(change => {
    const count = lines.filter(({ status }) => status === change).length
    if (count === 0) return []
    const words = change === 'added' ? counted(count, 'new line') : `${counted(count, 'line')} ${change}`
    return [fact('lines', change, name, `${words} in ${lowered(name)}`, count)]
  })
}

const titleFacts = (fields: TitlePage): Fact[] =>
  fields
    .filter(({ before, after }) => before !== after)
    .map(({ key }) => fact('titlePage', 'changed', key, `Title page: ${key.toLowerCase()} changed`))

function shotFacts(shots: Shots): Fact[] {
  return shots.flatMap(shot => {
    const name = `Shot ${shot.label}`
    const { before, after } = shot.duration
    if (shot.status !== 'changed' || before === after || Object.values(shot.cells).some(changes))
      return thing('shot', name, shot.status, wordsOf(shot.cells.action))
    const sentence = `${name}: ${formatSeconds(before)} s → ${formatSeconds(after)} s`
    return [{ ...fact('shot', 'changed', name, sentence), timing: true }]
  })
}

function tableFacts({ root, title, rows }: Tables[number]): Fact[] {
  return rows.flatMap(({ status, fields }) => {
    const [first] = fields
    const words = wordsOf(first?.pieces ?? [])
    // of two ends of a shot it is said which
    const name = first?.key === 'end' ? `${capital(words)} frame` : named(capital(rowWord(root) ?? title), words)
    return thing('row', name, status, '')
  })
}

function variantFacts({ chosen, variants }: Treatment): Fact[] {
  const choice =
    chosen.before === chosen.after
      ? []
      : [
          fact(
            'field',
            'changed',
            'Chosen variant',
            chosen.after === '' ? 'No variant is chosen' : `Variant “${excerpt(chosen.after)}” chosen`,
          ),
        ]
  return [
    ...variants.flatMap(({ status, title, lines }) => {
      const name = named('Variant', wordsOf(title))
      if (status === 'added' || status === 'removed') return thing('variant', name, status, '')
      const renamed = changes(title) ? [fact('variant', 'changed', name, `${name}: title changed`)] : []
      return [...thing('variant', name, status, ''), ...renamed, ...lineFacts(name, lines)]
    }),
    ...choice,
  ]
}

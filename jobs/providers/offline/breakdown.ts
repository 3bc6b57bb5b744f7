import { parseHeading } from '../../../shared/core/script/heading.ts'
import type { AnsweredShot, BreakdownAnswer } from '../../agents/breakdownAnswer.ts'
import type { BreakdownContext } from '../../agents/breakdownContext.ts'
import type { Unit } from '../../agents/units.ts'
import { type Camera, cameraFor } from './camera.ts'
import { Conditions } from './conditions.ts'
import { groupUnits, insertOf, type Style, styleOf } from './grouping.ts'
import { featureIn, lightOfHeading, lightsIn, peopleIn, propsIn } from './observe.ts'

/** The breakdown by rules: coverage for the camera, words for who, where, light and what must match. */
export function breakDownOffline(context: BreakdownContext): BreakdownAnswer {
  const style = styleOf(context.instruction)
  const scene = new SceneSoFar(context, style)
  return { shots: groupUnits(context, style).map((units, index) => scene.shoot(units, index)) }
}

/** Walks through a scene shot by shot and remembers what its words have said so far. */
class SceneSoFar {
  readonly #context: BreakdownContext
  readonly #style: Style
  /** Who speaks or acts with whom; whoever did so last is last. */
  #company: string[] = []
  /** Shots that each speaker had. */
  readonly #turns = new Map<string, number>()
  /** Props that had their insert. */
  readonly #shown = new Set<string>()
  /** Everything named as a prop. */
  readonly #things = new Set<string>()
  readonly #conditions = new Conditions()
  #feature = ''
  #lights: string[] = []

  constructor(context: BreakdownContext, style: Style) {
    this.#context = context
    this.#style = style
  }

  shoot(units: readonly Unit[], index: number): AnsweredShot {
    const { heading, cast, newPlace, covered } = this.#context
    const action = units
      .filter(unit => unit.kind === 'action')
      .map(unit => unit.text)
      .join(' ')
    const speakers = [...new Set(units.map(unit => unit.speaker).filter(name => name !== ''))]
    const seen = this.#whoIsSeen(speakers, action)
    const speaker = speakers[0] ?? ''
    const other = this.#company.findLast(name => name !== speaker) ?? ''
    this.#feature = featureIn(action) || this.#feature
    const lights = lightsIn(action)
    if (lights.length > 0) this.#lights = lights
    const wanted = units.map(unit => insertOf(unit, this.#context)).find(prop => prop !== '') ?? ''
    const camera = cameraFor(
      {
        units,
        index,
        newPlace: newPlace && covered === 0,
        outside: parseHeading(heading).setting === 'EXT',
        people: seen,
        other,
        prop: this.#shown.has(wanted) ? '' : wanted,
        turns: this.#turns.get(speaker) ?? 0,
        feature: this.#feature,
      },
      this.#style,
    )
    const props = propsIn(action, cast)
    for (const prop of props) this.#things.add(prop)
    if (camera.insert) this.#shown.add(camera.insert)
    for (const name of speakers) this.#turns.set(name, (this.#turns.get(name) ?? 0) + 1)
    this.#company = [...this.#company.filter(name => !seen.includes(name)), ...seen]
    return {
      units: units.map(unit => unit.n),
      action: actionOf(units, camera, other),
      characters: charactersOf(camera, seen, units, other),
      setting: settingOf(heading, this.#feature),
      light: [lightOfHeading(heading), ...this.#lights].join(', '),
      camera: camera.text,
      continuity: this.#conditions.after(action, { cast, things: [...this.#things], seen, props }),
      rationale: camera.why,
    }
  }

  /** Speakers, those whom the action names, and behind 'he', 'she', 'they' those who were there last. */
  #whoIsSeen(speakers: readonly string[], action: string): string[] {
    const named = [...new Set([...speakers, ...peopleIn(action, this.#context.cast)])]
    if (/\b(?:they|both|each other|neither)\b/i.test(action) && named.length < 2)
      return [...new Set([...named, ...this.#company.slice(-2)])]
    if (named.length > 0) return named
    const { he, she } = this.#context.called
    const lastBut = (others: readonly string[]) => this.#company.findLast(name => !others.includes(name)) ?? []
    return [...action.matchAll(/\b(?:he|she)\b/gi)]
      .flatMap(([pronoun]) => lastBut(pronoun.toLowerCase() === 'he' ? she : he))
      .filter((name, index, all) => all.indexOf(name) === index)
  }
}

/** What happens in the frame, in the script's words; for dialogue, what is seen while it is said. */
function actionOf(units: readonly Unit[], camera: Camera, other: string): string {
  const out: string[] = []
  for (const unit of units) {
    if (unit.kind === 'action') out.push(sentence(unit.text))
    else if (camera.reaction && other) out.push(`${titled(other)} listens while ${titled(unit.speaker)} speaks.`)
    else if (unit.speaker === '') out.push('The words are heard.')
    else if (unit.offscreen) out.push(`${titled(unit.speaker)} is heard, unseen.`)
    else if (unit.manner !== '') out.push(`${titled(unit.speaker)} speaks (${unit.manner}).`)
    else out.push(`${titled(unit.speaker)} speaks${other && other !== unit.speaker ? ` to ${titled(other)}` : ''}.`)
  }
  // what is said of two lines of the same speaker is said once; the script's own words stay as often as they stand there
  return out.filter((text, at) => units[at]?.kind === 'action' || out.indexOf(text) === at).join(' ')
}

/** A direction has no full stop of its own. */
const sentence = (text: string): string => {
  const line = text.replace(/\s*\n\s*/g, ' ')
  return /^[^\p{Ll}]*[\p{Lu}\p{N}]$/u.test(line) ? `${line}.` : line
}

const titled = (name: string): string =>
  name.toLowerCase().replace(/(?<![\p{L}’'])\p{L}/gu, letter => letter.toUpperCase())

/** Who is in the frame and how prominent, 'MARA (foreground, profile)'. */
function charactersOf(camera: Camera, seen: readonly string[], units: readonly Unit[], other: string): string {
  if (camera.insert) return seen[0] ? `${seen[0]} (hands only)` : ''
  const offscreen = new Set(units.filter(unit => unit.offscreen).map(unit => unit.speaker))
  const prominence = (name: string, index: number): string => {
    if (offscreen.has(name)) return 'voice only'
    if (camera.reaction) return 'off, heard'
    if (/two-shot/.test(camera.text)) return 'foreground, profile'
    if (/^(?:EWS|WS)/.test(camera.text)) return `${index === 0 ? 'midground' : 'background'}, full figure`
    return index === 0 ? 'foreground, facing camera' : 'background'
  }
  const listener = camera.reaction && other ? [`${other} (foreground, listening)`] : []
  const shoulder =
    /over the shoulder/.test(camera.text) && other && !seen.includes(other)
      ? [`${other} (foreground, from behind)`]
      : []
  const others = seen
    .filter(name => !(camera.reaction && name === other))
    .map((name, index) => `${name} (${prominence(name, index)})`)
  return [...listener, ...others, ...shoulder].join(', ')
}

function settingOf(heading: string, feature: string): string {
  const { setting, location } = parseHeading(heading)
  const place = location === '' ? heading.trim() : location
  return [setting, place, feature === '' ? '' : `at the ${feature}`].filter(Boolean).join(', ')
}

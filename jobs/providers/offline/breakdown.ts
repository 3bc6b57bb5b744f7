import { parseHeading } from '../../../shared/core/script/heading.ts'
import type { AnsweredShot, BreakdownAnswer } from '../../agents/breakdownAnswer.ts'
import type { BreakdownContext } from '../../agents/breakdownContext.ts'
import type { Unit } from '../../agents/units.ts'
import { type Camera, cameraFor } from './camera.ts'
import { groupUnits, styleOf } from './grouping.ts'
import { conditionsIn, featureIn, lightOfHeading, lightsIn, peopleIn, propsIn } from './observe.ts'

/** What the scene has told so far. */
interface Running {
  /** Who speaks or acts with whom: the one in front last, the others before. */
  company: string[]
  turns: Map<string, number>
  shown: Set<string>
  /** 'MARA' or 'coat' -> its state, until the script says otherwise. */
  conditions: Map<string, string>
  feature: string
  lights: string[]
}

/** The breakdown by rules: coverage for the camera, words for who, where, light and what must match. */
export function breakDownOffline(context: BreakdownContext): BreakdownAnswer {
  const style = styleOf(context.instruction)
  const groups = groupUnits(context, style)
  const running: Running = {
    company: [],
    turns: new Map(),
    shown: new Set(),
    conditions: new Map(),
    feature: '',
    lights: [],
  }
  const cast = sceneCast(context)
  return {
    shots: groups.map((units, index): AnsweredShot => {
      const text = units.map(unit => unit.text).join(' ')
      const actionText = units
        .filter(unit => unit.kind === 'action')
        .map(unit => unit.text)
        .join(' ')
      const speakers = [...new Set(units.map(unit => unit.speaker).filter(name => name !== ''))]
      const seen = [...new Set([...speakers, ...peopleIn(actionText, cast)])]
      const speaker = speakers[0] ?? ''
      const other = running.company.findLast(name => name !== speaker) ?? ''
      running.feature = featureIn(actionText) || running.feature
      const lights = lightsIn(actionText)
      if (lights.length > 0) running.lights = lights
      const props = propsIn(actionText, cast)
      const camera = cameraFor(
        {
          units,
          index,
          count: groups.length,
          newPlace: context.newPlace && context.covered === 0,
          outside: parseHeading(context.heading).setting === 'EXT',
          people: seen,
          other,
          props,
          shown: running.shown,
          turns: running.turns.get(speaker) ?? 0,
          feature: running.feature,
        },
        style,
      )
      const continuity = continuityOf(running, actionText, cast, seen, props)
      if (camera.insert) running.shown.add(camera.insert)
      for (const name of speakers) running.turns.set(name, (running.turns.get(name) ?? 0) + 1)
      for (const name of seen) running.company = [...running.company.filter(known => known !== name), name]
      return {
        units: units.map(unit => unit.n),
        action: actionOf(units, camera, other),
        characters: charactersOf(camera, seen, speakers, units, other),
        setting: settingOf(context.heading, featureIn(text) || running.feature),
        light: [lightOfHeading(context.heading), ...running.lights].join(', '),
        camera: camera.text,
        continuity,
        rationale: camera.why,
      }
    }),
  }
}

/** Those with a cue in the film; for a scene they are found by their full name or by a part of it that is theirs alone. */
const sceneCast = ({ cast }: BreakdownContext): string[] => [...cast]

/** What happens in the frame, in the script's words; for dialogue, what is seen while it is said. */
function actionOf(units: readonly Unit[], camera: Camera, other: string): string {
  const out: string[] = []
  for (const unit of units) {
    if (unit.kind === 'action') out.push(unit.text.replace(/\s*\n\s*/g, ' '))
    else if (camera.reaction && other) out.push(`${title(other)} listens while ${title(unit.speaker)} speaks.`)
    else if (unit.speaker === '') out.push('The words are heard.')
    else if (unit.offscreen) out.push(`${title(unit.speaker)} is heard, unseen.`)
    else if (unit.manner !== '') out.push(`${title(unit.speaker)} speaks: ${unit.manner}.`)
    else out.push(`${title(unit.speaker)} speaks${other && other !== unit.speaker ? ` to ${title(other)}` : ''}.`)
  }
  return out.filter((sentence, index) => out.indexOf(sentence) === index || /\p{Lu}{3}/u.test(sentence)).join(' ')
}

const title = (name: string): string =>
  name.toLowerCase().replace(/(?<![\p{L}’'])\p{L}/gu, letter => letter.toUpperCase())

function charactersOf(
  camera: Camera,
  seen: readonly string[],
  speakers: readonly string[],
  units: readonly Unit[],
  other: string,
): string {
  const offscreen = new Set(units.filter(unit => unit.offscreen).map(unit => unit.speaker))
  const lines: string[] = []
  if (camera.insert) return seen.length > 0 ? `${seen[0]} (hands only)` : ''
  if (camera.reaction && other) lines.push(`${other} (foreground, listening)`)
  for (const [index, name] of seen.entries()) {
    if (camera.reaction && name === other) continue
    const speaking = speakers.includes(name)
    if (offscreen.has(name)) lines.push(`${name} (voice only)`)
    else if (camera.reaction && speaking) lines.push(`${name} (off, heard)`)
    else if (/two-shot/.test(camera.text)) lines.push(`${name} (foreground, profile)`)
    else if (/^(?:EWS|WS)/.test(camera.text))
      lines.push(`${name} (${index === 0 ? 'midground' : 'background'}, full figure)`)
    else lines.push(`${name} (${index === 0 ? 'foreground, facing camera' : 'background'})`)
  }
  if (/over the shoulder/.test(camera.text) && other && !seen.includes(other))
    lines.push(`${other} (foreground, from behind)`)
  return lines.join(', ')
}

function settingOf(heading: string, feature: string): string {
  const { setting, location } = parseHeading(heading)
  const place = location === '' ? heading.trim() : location
  return [setting, place, feature === '' ? '' : `at the ${feature}`].filter(Boolean).join(', ')
}

/** States that this shot changes, and those that people and things in it bring along from earlier shots. */
function continuityOf(
  running: Running,
  actionText: string,
  cast: readonly string[],
  seen: readonly string[],
  props: readonly string[],
): string {
  const fresh = conditionsIn(actionText, cast)
  const now = new Set(fresh.map(condition => condition.of))
  const lower = actionText.toLowerCase()
  const carried = [...running.conditions].filter(
    ([of]) =>
      !now.has(of) && (seen.includes(of) || props.includes(of) || new RegExp(`\\b${of.toLowerCase()}\\b`).test(lower)),
  )
  for (const { of, state } of fresh) running.conditions.set(of, state)
  const props_ = props.filter(prop => !now.has(prop) && !carried.some(([of]) => of === prop))
  return [
    ...fresh.map(({ of, state }) => `${of}: ${state}`),
    ...carried.map(([of, state]) => `${of}: still ${state}`),
    ...props_.map(prop => `${prop}: same place and hand`),
  ].join('; ')
}

import { beatsWanted } from '../../../../shared/core/beats/length.ts'
import { wordsOf } from '../../../../shared/core/script/measure.ts'
import type { NumberedElement, RoomContext } from '../../../agents/roomContext.ts'
import { rewriteOffline } from '../rewrite.ts'
import { endsWell, withoutTurn } from '../story/turns.ts'
import { ownElements } from './people.ts'
import type { Remark } from './remark.ts'

/** Seconds of talk, or of action, without the other. */
const LONG_TALK = 75
const LONG_ACTION = 60
/** Words of one block of action that are hard to read. */
const LONG_BLOCK = 60
/** Words of a beat in which nothing can turn. */
const THIN_BEAT = 8
/** A scene against the middle one. */
const HEAVY = 2.5
const HEAVY_SECONDS = 90
/** By how much a length may miss what the brief asks for. */
const NEAR = 0.2
/** The first act of a treatment, by words. */
const HEAVY_ACT = 0.45

/** Where it stands still and what is too long, by seconds and words. */
export function pacingOf(context: RoomContext): Remark[] {
  return [
    ...lengthAgainstBrief(context),
    ...sameTurns(context),
    ...longStretches(context),
    ...heavyScenes(context),
    ...samePlace(context),
    ...beatsAgainstBrief(context),
    ...thinBeats(context),
    ...heavyAct(context),
    ...longBlocks(context),
  ]
}

const byId = ({ elements }: RoomContext, id: string | undefined): NumberedElement[] =>
  elements.filter(element => element.id === id)

const minutes = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} seconds` : `${(seconds / 60).toFixed(1)} minutes`

function lengthAgainstBrief(context: RoomContext): Remark[] {
  const { scenes, brief } = context
  const seconds = scenes.reduce((sum, scene) => sum + scene.seconds, 0)
  const [least, most] = [brief.least ?? 0, brief.most ?? Number.POSITIVE_INFINITY]
  const at = byId(context, scenes.at(-1)?.lineId)
  if (at.length === 0) return []
  const isShort = seconds < least * 60 * (1 - NEAR)
  if (!isShort && seconds <= most * 60 * (1 + NEAR)) return []
  return [
    {
      severity: 'high',
      title: `It runs ${minutes(seconds)}, and the brief asks for ${brief.least ?? 'any'} to ${brief.most ?? 'any'} minutes`,
      reason: isShort
        ? 'By words spoken and pages of action it is too short. The scenes that turn most have room to breathe.'
        : 'By words spoken and pages of action it is too long. Look first at the scenes that weigh most.',
      at,
    },
  ]
}

/** Three beats in a row that turn the same way stand still, however much happens. */
function sameTurns(context: RoomContext): Remark[] {
  const beats = ownElements(context).filter(({ type }) => type === 'beat')
  const ends = beats.map(({ text }) => endsWell(text))
  for (let at = 0; at + 2 < beats.length; at++) {
    const [a, b, c] = ends.slice(at, at + 3)
    if (a === null || a === undefined || a !== b || b !== c) continue
    const [first, , third] = beats.slice(at, at + 3)
    if (!first || !third) continue
    return [
      {
        severity: 'medium',
        title: `${first.place} to ${third.place.toLowerCase()} all turn for the ${a ? 'better' : 'worse'}`,
        reason:
          'Three turns in one direction are felt as one. Let something be lost between two wins, or won between two losses.',
        at: beats.slice(at, at + 3),
      },
    ]
  }
  return []
}

function longStretches(context: RoomContext): Remark[] {
  return context.scenes.flatMap(scene =>
    scene.stretches.flatMap(({ kind, seconds, lineId }): Remark[] => {
      const at = byId(context, lineId)
      if (at.length === 0 || seconds < (kind === 'dialogue' ? LONG_TALK : LONG_ACTION)) return []
      return [
        {
          severity: 'medium',
          title: `${scene.place}: ${minutes(seconds)} of ${kind === 'dialogue' ? 'talk without anything that happens' : 'action without a word'}`,
          reason:
            kind === 'dialogue'
              ? 'Somebody could do something meanwhile that says what they do not say; or the talk ends where it turns.'
              : 'A sound, a line or a look that changes what we believe would break it in two.',
          at,
        },
      ]
    }),
  )
}

function heavyScenes(context: RoomContext): Remark[] {
  const { scenes } = context
  const sorted = scenes.map(({ seconds }) => seconds).sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0
  if (scenes.length < 4 || middle === 0) return []
  return scenes.flatMap((scene): Remark[] => {
    const at = byId(context, scene.lineId)
    if (at.length === 0 || scene.seconds < HEAVY_SECONDS || scene.seconds < middle * HEAVY) return []
    return [
      {
        severity: 'low',
        title: `${scene.place} is ${(scene.seconds / middle).toFixed(1)} times as long as the middle scene`,
        reason: `It runs ${minutes(scene.seconds)}. That is right when the film turns on it; otherwise it wants to be two, or shorter.`,
        at,
      },
    ]
  })
}

/** Scenes in a row at one place before it is said. */
const IN_A_ROW = 4

function samePlace(context: RoomContext): Remark[] {
  const { scenes } = context
  for (let at = 0; at + IN_A_ROW <= scenes.length; at++) {
    const run = scenes.slice(at, at + IN_A_ROW)
    const [first] = run
    if (!first || first.location === '' || run.some(({ location }) => location !== first.location)) continue
    const shown = run.flatMap(({ lineId }) => byId(context, lineId))
    if (shown.length === 0) continue
    return [
      {
        severity: 'low',
        title: `${IN_A_ROW} scenes in a row are at ${first.location}`,
        reason: 'The eye has seen it. One of them could be somewhere else, or they are one scene.',
        at: shown,
      },
    ]
  }
  return []
}

function beatsAgainstBrief(context: RoomContext): Remark[] {
  const beats = ownElements(context).filter(({ type }) => type === 'beat')
  const { least, most } = beatsWanted(context.brief)
  if (beats.length === 0 || (beats.length >= least && beats.length <= most)) return []
  return [
    {
      severity: 'medium',
      title: `${beats.length} beats, and a film of this length wants ${least} to ${most}`,
      reason:
        beats.length < least
          ? 'Look for beats in which two things happen, and take them apart.'
          : 'Look for neighbours that turn on the same thing, and make them one.',
      at: beats.slice(-1),
    },
  ]
}

function thinBeats(context: RoomContext): Remark[] {
  const thin = ownElements(context).filter(
    ({ type, text }) => type === 'beat' && wordsOf(withoutTurn(text.split('\n').slice(1).join(' '))) < THIN_BEAT,
  )
  const [first] = thin
  if (!first) return []
  return [
    {
      severity: 'low',
      title:
        thin.length === 1 ? `${first.place} hardly says what changes` : `${thin.length} beats hardly say what changes`,
      reason:
        'A beat tells what it was before and what it is then. With so few words the scene will be made of nothing.',
      at: thin.slice(0, 4),
    },
  ]
}

/** A treatment whose first part takes half of it. */
function heavyAct(context: RoomContext): Remark[] {
  const own = ownElements(context)
  const headings = own.filter(({ type }) => type === 'section')
  const [first, second] = headings
  if (context.stage !== 'treatment' || !first || !second) return []
  const count = (list: readonly NumberedElement[]) => list.reduce((sum, { text }) => sum + wordsOf(text), 0)
  const share = count(own.slice(own.indexOf(first), own.indexOf(second))) / Math.max(1, count(own))
  if (share < HEAVY_ACT) return []
  return [
    {
      severity: 'medium',
      title: `“${first.text.trim()}” is ${Math.round(share * 100)} % of the treatment`,
      reason: 'What is set up there has little room to go wrong and to be settled. Let the first turn come earlier.',
      at: [first, second],
    },
  ]
}

/** Blocks of action that are hard to read, with shorter words where a rule knows them. */
function longBlocks({ elements, brief }: RoomContext): Remark[] {
  return elements
    .filter(({ type, text }) => type === 'action' && wordsOf(text) > LONG_BLOCK)
    .slice(0, 2)
    .map(element => {
      const text = shortened(element, brief.rating)
      return {
        severity: 'low' as const,
        title: `${element.place}: ${wordsOf(element.text)} words of action in one block`,
        reason:
          'A block of more than four lines is skipped by readers. Break it where the camera would look elsewhere.',
        at: [element],
        ...(text === element.text ? {} : { change: { element, text } }),
      }
    })
}

function shortened({ id, type, text }: NumberedElement, rating: RoomContext['brief']['rating']): string {
  if (type === 'beat') return text
  const { lines } = rewriteOffline({
    instruction: 'shorter',
    lines: [{ n: 1, lineId: id, type, text, before: '', after: '', speaker: '' }],
    heading: '',
    sceneBefore: [],
    sceneAfter: [],
    rearview: null,
    titlePage: '',
    brief: '',
    rating,
    leftOut: [],
  })
  return lines[0]?.text ?? text
}

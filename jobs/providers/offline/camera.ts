import type { Unit } from '../../agents/units.ts'
import { choose } from './choose.ts'
import type { Style } from './grouping.ts'
import { ARRIVES, LOOKS, MOVES } from './observe.ts'

const SIZES = ['EWS', 'WS', 'MWS', 'MS', 'MCU', 'CU', 'ECU'] as const
type Size = (typeof SIZES)[number]

/** What the camera rules know about a shot and about what was shot before it in the scene. */
export interface ShotFacts {
  units: readonly Unit[]
  /** Place among the shots that are made now, from 0. */
  index: number
  newPlace: boolean
  outside: boolean
  /** In capitals, the one the shot is about first. */
  people: readonly string[]
  /** Who was last spoken to or speaking besides the one in front. */
  other: string
  /** The thing to be seen close; '' when there is none, or when it had its insert already. */
  prop: string
  /** How often the speaker had a shot of his own in this scene. */
  turns: number
  feature: string
}

export interface Camera {
  size: Size
  text: string
  why: string
  /** The listener is in front, the speaker is heard. */
  reaction?: true
  insert?: string
}

/** The camera by the rules of coverage: where we are, who speaks, what is handled, who listens, who moves. */
export function cameraFor(facts: ShotFacts, style: Style): Camera {
  const camera = coverage(facts, style)
  const size = shifted(camera.size, style, camera.insert !== undefined)
  const parts = [camera.text.replace(/^[A-Z]+/, size), style.handheld ? 'handheld' : '']
  const text = style.still
    ? parts[0]?.replace(/, (?:slow |gentle )?(?:push|pan|track|dolly|crane|tilt|drift)\b[^,]*/gi, '')
    : parts.filter(Boolean).join(', ')
  return { ...camera, size, text: style.still ? `${text}, static` : (text ?? '') }
}

function shifted(size: Size, style: Style, insert: boolean): Size {
  if (insert) return size
  const step = style.tighter ? 1 : style.wider ? -1 : 0
  return SIZES[Math.min(SIZES.length - 1, Math.max(0, SIZES.indexOf(size) + step))] ?? size
}

function coverage(facts: ShotFacts, style: Style): Camera {
  const { units, index, people, prop } = facts
  const text = units.map(unit => unit.text).join(' ')
  const spoken = units.filter(unit => unit.kind === 'dialogue')
  if (index === 0 && spoken.length < units.length) return opening(facts)
  if (spoken.length > 0) return dialogue(facts, spoken)
  if (prop && style.inserts)
    return {
      size: 'CU',
      text: `CU insert, ${prop}, ${choose(['overhead', 'eye level', 'low angle'], text)}`,
      why: `The ${prop} must be read: an insert.`,
      insert: prop,
    }
  if (ARRIVES.test(text))
    return {
      size: 'WS',
      text: 'WS, eye level, the frame waits for the entrance',
      why: 'An entrance: wide, so that the room changes with it.',
    }
  if (people.length >= 3)
    return {
      size: 'WS',
      text: 'WS, eye level, all in one frame',
      why: 'Three or more in play: wide enough to see who stands where.',
    }
  if (MOVES.test(text) && people[0])
    return {
      size: 'MWS',
      text: `MWS, track with ${people[0]}`,
      why: `${people[0]} moves: the camera goes along and keeps the geography.`,
    }
  if (LOOKS.test(text) && people[0])
    return {
      size: 'MCU',
      text: `MCU on ${people[0]}, eyeline past the lens, slow push in`,
      why: `${people[0]} looks: the face first, what is seen belongs to the eyeline.`,
    }
  if (people[0])
    return {
      size: 'MS',
      text: `MS on ${people[0]}, ${choose(['eye level', 'three-quarter', 'slightly low'], text)}`,
      why: `The action is ${people[0]}'s: near enough for hands and face.`,
    }
  return {
    size: 'WS',
    text: `WS, ${choose(['static', 'slow drift sideways', 'low angle'], text)}`,
    why: 'Nobody in frame: the place speaks.',
  }
}

function opening({ newPlace, outside, people, feature, units, prop }: ShotFacts): Camera {
  const text = units.map(unit => unit.text).join(' ')
  if (newPlace && outside)
    return {
      size: 'EWS',
      text: `EWS, ${choose(['high angle, slow crane down', 'static', 'slow pan to the place'], text)}`,
      why: 'A new place: establish it before anybody is near.',
    }
  if (newPlace)
    return {
      size: 'WS',
      text: `WS, establishing, ${choose(['slow push in', 'static', 'slow pan across the room'], text)}`,
      why: 'A new room: establish its geography once, so that the singles can be trusted.',
    }
  if (prop)
    return {
      size: 'MWS',
      text: `MWS, ${prop} in the foreground, slow push in`,
      why: `The place is known: come in on the ${prop}.`,
    }
  return {
    size: 'WS',
    text: `WS, master${feature ? `, ${feature} in frame` : ''}, eye level`,
    why:
      people.length > 1
        ? 'The place is known: a master that holds everybody.'
        : 'The place is known: a master to cut back to.',
  }
}

function dialogue(facts: ShotFacts, spoken: readonly Unit[]): Camera {
  const { other, turns, index, newPlace } = facts
  const [first] = spoken
  const speaker = first?.speaker ?? ''
  const text = spoken.map(unit => unit.text).join(' ')
  const speakers = new Set(spoken.map(unit => unit.speaker))
  if (speakers.size > 1)
    return {
      size: 'MS',
      text: `MS two-shot, ${[...speakers].join(' and ')}, profile`,
      why: 'A quick exchange: one frame holds it better than cutting back and forth.',
    }
  if (index === 0)
    return {
      size: newPlace ? 'WS' : 'MWS',
      text: `${newPlace ? 'WS' : 'MWS'}, master, ${speaker} speaking, slow push in`,
      why: 'The scene opens on words: a master, so that we know where they are said.',
    }
  if (first?.offscreen)
    return other
      ? {
          size: 'MCU',
          text: `MCU on ${other}, listening, eye level`,
          why: `${speaker} is heard, not seen: the listener carries it.`,
          reaction: true,
        }
      : { size: 'MS', text: 'MS, slow pan over what the voice speaks of', why: `${speaker} is heard, not seen.` }
  const [part = 1, parts = 1] = first?.part ?? []
  if (part > 1 && part < parts && other && part % 2 === 0)
    return {
      size: 'CU',
      text: `CU reaction on ${other}, ${speaker} off`,
      why: `Part ${part} of ${parts} of a long speech: see where it lands.`,
      reaction: true,
    }
  if (part > 1)
    return {
      size: 'CU',
      text: `CU on ${speaker}, slow push in`,
      why: `Part ${part} of ${parts} of a long speech: closer for what it comes to.`,
    }
  if (turns === 0)
    return {
      size: 'MS',
      text: `MS single on ${speaker}, eye level`,
      why: `${speaker} speaks for the first time here: a clean single.`,
    }
  if (/[!]/.test(text) || /\b(?:never|dead|love|hate|kill|lie|truth|sorry|please)\b/i.test(text) || turns >= 4)
    return {
      size: 'CU',
      text: `CU on ${speaker}, ${choose(['eye level', 'slightly low', 'long lens'], text)}`,
      why: 'The line turns the scene: close.',
    }
  if (other && turns % 2 === 1)
    return {
      size: 'MCU',
      text: `MCU over the shoulder of ${other} onto ${speaker}`,
      why: 'Mid-conversation: over the shoulder ties the two together.',
    }
  return {
    size: 'MCU',
    text: `MCU on ${speaker}, ${choose(['eye level', 'three-quarter', 'profile'], text)}`,
    why: 'Mid-conversation: closer than the first single.',
  }
}

/** Inside, outside or both, however the heading's language writes it. */
export type Setting = 'INT' | 'EXT' | 'INT/EXT'

export interface Heading {
  setting: Setting | null
  /** 'KITCHEN' of 'INT. KITCHEN - NIGHT'; the whole text where there is no setting and no time. */
  location: string
  /** 'NIGHT'; '' where there is none. */
  time: string
}

/** The openings that make a line a scene heading in Fountain 1.1: case does not matter, a dot or a space follows. */
const FOUNTAIN_OPENING = /^(?:(?:INT|EXT|EST)(?:\.?\/(?:INT|EXT))?|I\.?\/E|E\.?\/I)[. ]/i

export const looksLikeHeading = (text: string): boolean => FOUNTAIN_OPENING.test(text)

const INSIDE = 'INT|INTERIOR|INNEN|INTÉRIEUR|INTÉR|INTERNO|SIS|WEWN|BINNEN|ИНТ'
const OUTSIDE = 'EXT|EXTERIOR|AUSSEN|AUßEN|EXTÉRIEUR|EXTÉR|ESTERNO|ULK|ZEWN|BUITEN|ЭКСТ|НАТ|EST'
const OPENING = new RegExp(
  `^(?:(?<both>(?:${INSIDE})\\.?\\s?/\\s?(?:${OUTSIDE})|(?:${OUTSIDE})\\.?\\s?/\\s?(?:${INSIDE})|I\\.?/E|E\\.?/I|I\\.?/A)|(?<inside>${INSIDE})|(?<outside>${OUTSIDE}))(?:\\.|(?=\\s)|$)\\s*`,
  'iu',
)

/** Words that make the last part of a heading a time. */
const TIME_WORDS = new Set(
  `DAY NIGHT MORNING AFTERNOON EVENING DAWN DUSK NOON MIDNIGHT SUNRISE SUNSET TWILIGHT LATER CONTINUOUS SAME MOMENTS HOUR
  DAYBREAK NIGHTFALL EARLIER AM PM
  TAG NACHT MORGEN MITTAG NACHMITTAG ABEND DÄMMERUNG SPÄTER
  JOUR NUIT MATIN SOIR AUBE CRÉPUSCULE MIDI
  DÍA DIA NOCHE MAÑANA TARDE AMANECER ATARDECER NOITE MANHÃ
  GIORNO NOTTE MATTINA SERA ALBA TRAMONTO
  DZIEŃ NOC RANO WIECZÓR DAG NAT NATT KVÄLL PÄIVÄ YÖ AAMU ILTA
  ДЕНЬ НОЧЬ УТРО ВЕЧЕР 日 夜 朝 夕 昼`.split(/\s+/),
)

const isTime = (text: string): boolean =>
  text
    .toUpperCase()
    .split(/[\s.,/()]+/)
    .some(word => TIME_WORDS.has(word))

/** 'INT. KITCHEN - NIGHT' -> INT, KITCHEN, NIGHT. The time is the last part after a dash, if its words mean one. */
export function parseHeading(text: string): Heading {
  const trimmed = text.trim()
  const opening = OPENING.exec(trimmed)
  const groups = opening?.groups
  const setting: Setting | null = !groups ? null : groups.both ? 'INT/EXT' : groups.inside ? 'INT' : 'EXT'
  const rest = opening ? trimmed.slice(opening[0].length) : trimmed
  const parts = rest.split(/ +[-–—]+ +|(?<=\S)[–—](?=\S)/)
  const last = parts.at(-1) ?? ''
  if (parts.length < 2 || !isTime(last)) return { setting, location: rest.trim(), time: '' }
  return { setting, location: rest.slice(0, rest.lastIndexOf(last)).replace(/[\s–—-]+$/, ''), time: last.trim() }
}

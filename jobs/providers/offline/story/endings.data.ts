/** How a story may come out, in sentences as in `steps.data.ts`, and what the last confrontation may show for each rating. */

export type Ending = 'won' | 'lost' | 'turned'

interface HowItEnds {
  /** What the variant is called by: {hero} and so on are filled. */
  label: readonly [string, string]
  climax: readonly string[]
  final: readonly string[]
}

export const ENDINGS: Record<Ending, HowItEnds> = {
  won: {
    label: [
      'Won: {hero} gets to {want}, and it costs what it costs.',
      'Won: {hero} comes through, and {other} sees it.',
    ],
    climax: [
      'It comes down to {place}, {hero}, {other}, and as long as it takes.',
      '{Hero} does the thing that {he} could not do at the beginning, and does it badly, and it is enough.',
      'What stood in the way stands there still; {hero} goes through it and not round it.',
      '{Other} understands before anyone else does and makes room.',
      '{Hero} has to let go of {thing} to have both hands free, and lets go.',
      '{Foe} is beaten by a thing too small to have been on the list.',
      'For a moment nobody dares to say that it has worked.',
    ],
    final: [
      '{Place} again, in another light. {seen}',
      'The same work, the same hands; but now {hero} hums.',
      '{Other} has a place at the table, and nobody remarks on it.',
      '{Thing} is back where it belongs, and nobody checks.',
    ],
  },
  lost: {
    label: [
      'Lost: {hero} does not get to {want}, and knows why.',
      'Lost: {hero} is too late, and {other} has to go on alone.',
    ],
    climax: [
      'We are back at the first picture, and now we know what it shows.',
      '{Hero} does everything right, one day too late.',
      '{Other} waits as long as anyone could, and then a little longer.',
      'There is a moment in which a single word would have done. {Hero} looks for the best one.',
      '{Thing} stays behind, because somebody has to carry the rest.',
      '{Foe} gets what {foe} came for, and does not look happy with it.',
      'When the door opens, it is the wrong person who comes in.',
    ],
    final: [
      'Nothing is said. {seen}',
      '{Other} takes over the work and does it in {hero}’s way, without noticing.',
      'On the hook, on the sill, in the drawer: {thing}.',
      'Somebody new asks who used to do this, and gets an answer that is nearly true.',
    ],
  },
  turned: {
    label: [
      'Turned: {hero} could {want} at last, and chooses {other} instead.',
      'Turned: it is {other} who gets what {hero} came for, and it is {hero} who gives it.',
    ],
    climax: [
      'They arrive at the same moment from two sides, and only one of them can go on.',
      '{Hero} could win now. It would take one step.',
      'It is {other} who takes it, or seems to; then {ohe} stops, and holds out a hand.',
      'Each tries to give {thing} to the other, and for a while it is almost funny.',
      '{Foe} is offered the same choice, and takes the other side of it.',
      'What {hero} has wanted all along turns out to have a different name.',
      'It is given away, not lost, and the difference can be seen.',
    ],
    final: [
      'Two people are awake at the same hour, and now they know it.',
      '{Hero} has less than at the start and walks as if it weighed less.',
      '{Other} has {thing} now and has no idea what to do with it. {Hero} shows how.',
      'The last shot is {place}, with one window lit. {seen}',
    ],
  },
}

/** How far the last confrontation goes: from what everybody may see to what grown-ups may. */
export const CONFRONTATION: Record<'G' | 'PG' | 'PG-13' | 'M', readonly [string, string, string]> = {
  G: [
    'Nobody is hurt; it is settled in plain words, out loud, with everybody listening.',
    'The worst that happens is that somebody cries, and somebody else brings a handkerchief.',
    'It is decided by who says sorry first.',
  ],
  PG: [
    'There is a scare and a fall, and a scraped hand to show for it.',
    'Voices are raised, something is smashed, and nobody is sorry about the thing.',
    'It looks dangerous for as long as it takes to run down a flight of stairs.',
  ],
  'PG-13': [
    'It comes to blows, clumsy ones; we see the effort and not the wound.',
    'Somebody does not get up at once, and the cut away from it is the worst of it.',
    'The threat is real this time, and it is carried out on the furniture.',
  ],
  M: [
    'There is blood on {hero}’s sleeve, and it will not be clear for a while whose it is.',
    'It is ugly and close, with no music, and it lasts longer than anyone can bear to look.',
    'Somebody is dead at the end of it, and the camera does not spare us the waiting.',
  ],
}

/** The same where nobody would come to blows: in stories about people who love or tease each other. */
export const QUARREL: Record<'G' | 'PG' | 'PG-13' | 'M', readonly [string, string, string]> = {
  G: CONFRONTATION.G,
  PG: [
    'Voices are raised, a plate is broken, and everyone looks at the plate.',
    'Somebody walks out, and comes back for an umbrella, and that is the funny part and the sad one.',
    'It is said too loudly, and the neighbours turn the radio down to hear.',
  ],
  'PG-13': [
    'Something is said about family that cannot be taken back, and it is meant.',
    'A door is slammed so that the glass falls out of it, and then they have to talk over the gap.',
    'They are cruel to each other for as long as two people can be who know where it hurts.',
  ],
  M: [
    'They say what can only be said by people who have shared a bed or a grave, and nobody is spared the words for it.',
    'It is undressed, all of it, in both senses, and it is not tender.',
    'Something is drunk to the end, something is smashed, and in the morning there is blood on the basin and nobody asks.',
  ],
}
/** Genres in which people come to blows. */
export const HARD: ReadonlySet<string> = new Set([
  'action',
  'adventure',
  'crime',
  'fantasy',
  'history',
  'horror',
  'mystery',
  'science fiction',
  'thriller',
  'war',
  'western',
])

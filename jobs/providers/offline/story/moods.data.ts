/** What a genre and a tone bring into a story, in sentences as in `steps.data.ts`: at least three each, one for a variant. */

import type { Genre } from '../../../../shared/core/brief/brief.ts'

interface Mood {
  /** Where things are tried. */
  tests: readonly [string, string, string]
  /** Where things go wrong. */
  bad: readonly [string, string, string]
}

export const GENRE_LINES: Record<Genre, Mood> = {
  action: {
    tests: [
      'A chase, on foot, through a place where nobody is supposed to run.',
      'It takes eleven seconds, and {hero} needs all of them.',
      '{Hero} jumps. {Other}, who had advised against it, jumps too.',
    ],
    bad: [
      'There are more of them now, and they have learned.',
      'The way out has been blocked from outside, with {thing}.',
      'The clock on the wall becomes the enemy with the best chances.',
    ],
  },
  adventure: {
    tests: [
      'The map is right, and upside down.',
      'They cross by the only way that is not marked.',
      'Each border has a keeper, and each keeper wants a story.',
    ],
    bad: [
      'The supplies are counted, and the number is odd.',
      'The path behind them is gone; weather has taken it.',
      'One of them wants to turn back and says it for the other’s sake.',
    ],
  },
  animation: {
    tests: [
      'Everything that has a handle turns out to have an opinion.',
      'A door opens on a place that has no business being that large.',
      'Gravity is polite to {hero} and rude to {other}.',
    ],
    bad: [
      'Colour drains out of {place} from the edges inwards.',
      'Even {thing} will not look at {hero} now.',
      'The small creatures who helped are nowhere, which is loud.',
    ],
  },
  comedy: {
    tests: [
      'The plan has one flaw, and the flaw has brought its family.',
      '{Hero} pretends to be an expert, and is asked to give a speech.',
      'A misunderstanding about {thing} is cleared up, which makes it much worse.',
    ],
    bad: [
      'All the people who must not meet have been invited to the same dinner.',
      '{Hero} says the true thing, and it gets the biggest laugh of the evening.',
      'The apology has been practised; it is delivered to the wrong door.',
    ],
  },
  crime: {
    tests: [
      'A witness remembers too well.',
      'Somebody has wiped {thing} clean, and only {thing}.',
      'The alibi holds. {Hero} would have preferred a weaker one.',
    ],
    bad: [
      'The file has one page less than yesterday.',
      'Whoever did it sits at the table and passes the salt.',
      '{Hero}’s own name turns up on the list.',
    ],
  },
  documentary: {
    tests: [
      'The camera is asked to wait outside, and waits, running.',
      'Someone who has never told it tells it, looking at {thing}.',
      'Two people remember the same day, and it is not the same day.',
    ],
    bad: [
      'Permission is withdrawn, in writing.',
      'The archive has the year before and the year after.',
      'Off camera somebody says what this film is about.',
    ],
  },
  drama: {
    tests: [
      'A meal is eaten to the end because nobody will be the first to get up.',
      '{Hero} is kind to the wrong person, for the right reason.',
      'A thing that was forgiven long ago is mentioned again.',
    ],
    bad: [
      'The two of them divide up what is theirs, and there is more than they thought.',
      'A phone is not answered. Later it will matter which one.',
      '{Other} quotes {hero} back to {him}, word for word.',
    ],
  },
  family: {
    tests: [
      'It needs everyone, also the smallest, who has the best idea.',
      'A grown-up is let into the secret and keeps it better than the children do.',
      'They build it from what there is, and it stands, nearly.',
    ],
    bad: [
      'Bedtime falls on the wrong side of the rescue.',
      'Somebody is left out and goes off to show them.',
      'A promise between {hero} and {other} is broken by being forgotten.',
    ],
  },
  fantasy: {
    tests: [
      'The old bargain has a clause that nobody read aloud.',
      '{Thing} does a thing that things do not do, and only {hero} is not surprised.',
      'The gate asks a question, and the right answer is another question.',
    ],
    bad: [
      'The gift begins to ask for something back.',
      'A name is spoken that holds the roof up.',
      'The magic works on everyone, but not on grief.',
    ],
  },
  history: {
    tests: [
      'A decree is read out in the square, and half of those who hear it cannot read.',
      'The news arrives a week late and is acted on at once.',
      '{Hero} signs with the wrong name, and it saves a life.',
    ],
    bad: [
      'The new men come with lists, in good coats.',
      'What was custom is now a crime, from midnight.',
      'A neighbour looks away, the way that one learns to.',
    ],
  },
  horror: {
    tests: [
      'There is one more place laid at the table than there are people.',
      'The sound comes from where the wall is thickest.',
      'In {place} a door that opens inwards has been scratched from inside.',
    ],
    bad: [
      'It has learned {other}’s voice.',
      '{Thing} is warm when it should not be.',
      'The light goes from the far end towards them, one lamp at a time.',
    ],
  },
  musical: {
    tests: [
      'What {hero} cannot say comes out in three-four time.',
      'The whole of {place} keeps the rhythm without looking up from work.',
      'A rehearsal goes so wrong that it becomes the number.',
    ],
    bad: [
      'The tune comes back, slower, in another key, sung by one.',
      '{Other} leaves in the middle of the verse, and the band plays on.',
      'For the first time somebody speaks in a place where one would have sung.',
    ],
  },
  mystery: {
    tests: [
      'One of the answers is true and does not fit the question.',
      'Everybody describes {thing}, and nobody describes the same one.',
      'There is a detail that should be there and is not.',
    ],
    bad: [
      'The solution is found, and it is somebody {hero} likes.',
      'Someone has been here before them and put everything back.',
      'The last clue is in {hero}’s own handwriting.',
    ],
  },
  romance: {
    tests: [
      'They agree that it is nothing, and agree on it twice a day.',
      'An umbrella is too small in the best way.',
      '{Other} remembers something that {hero} said only once.',
    ],
    bad: [
      'A good reason comes between them, which is harder to fight than a bad one.',
      'The letter arrives at the right house, after the wrong person has moved out.',
      'Each is generous, and so both are alone.',
    ],
  },
  'science fiction': {
    tests: [
      'The machine answers a question that nobody has put to it.',
      'The numbers agree, and they should not.',
      '{Hero} sees the recording of a thing that {he} has not done yet.',
    ],
    bad: [
      'The system offers help, and it is exactly the help that it would offer.',
      'There is air for all of them but one.',
      'Somebody reads the manual to the end; the last page is about them.',
    ],
  },
  thriller: {
    tests: [
      'The second car is still there after the third turning.',
      'A number is dialled, and a telephone rings in the next room.',
      '{Hero} has been told whom to trust, by the wrong man.',
    ],
    bad: [
      'The safe house has been aired, as if for guests.',
      'Every call that {hero} has made was returned by someone.',
      'Somebody has moved {thing} by the breadth of a hand, so that {he} should know.',
    ],
  },
  war: {
    tests: [
      'They share out what there is by the light of what burns.',
      'The order is clear and comes from people who are far away.',
      'On both sides somebody sings the same song.',
    ],
    bad: [
      'A name is called in the morning, and called again.',
      'The line has moved; their house is now on the wrong side of it.',
      'They bury {thing} so as not to have to carry it, or answer for it.',
    ],
  },
  western: {
    tests: [
      'A stranger is offered water, and watched while drinking it.',
      'The fence has been cut in one place, cleanly.',
      'They ride two days for a conversation of two minutes.',
    ],
    bad: [
      'The street empties, one shutter after another.',
      'The law is three days away and has been paid.',
      '{Hero} hangs {thing} on the nail, and takes it down again.',
    ],
  },
}

export type Register = 'dark' | 'tender' | 'dry' | 'tense' | 'lyrical' | 'plain'

/** The words of a tone that ask for a register, most telling first. */
export const REGISTERS: readonly [Register, RegExp][] = [
  ['dark', /\b(?:dark|grim|bleak|noir|brooding|black|sinister|gritty|harsh|cruel|cold|ominous|disturbing|cynical)\w*/i],
  [
    'tense',
    /\b(?:tens|suspens|urgent|fast|gripping|nerv|breathless|taut|claustrophob|relentless|edgy|pulsing|high-energy|energetic)\w*/i,
  ],
  [
    'dry',
    /\b(?:dry|wry|deadpan|iron|satir|funn|comic|comed|absurd|witty|playful|silly|quirk|light-hearted|lighthearted|humou?r|whims)\w*/i,
  ],
  [
    'tender',
    /\b(?:tender|warm|gentle|hopeful|heart|sweet|kind|uplifting|intimate|sincere|feel-good|optimis|cosy|cozy|joy)\w*/i,
  ],
  [
    'lyrical',
    /\b(?:lyric|poet|dream|slow|unhurried|melanchol|wistful|elegiac|quiet|contemplat|haunting|atmospher|bittersweet|nostalg)\w*/i,
  ],
]

export const REGISTER_LINES: Record<
  Register,
  {
    opening: readonly [string, string, string]
    low: readonly [string, string, string]
    final: readonly [string, string, string]
  }
> = {
  dark: {
    opening: [
      'Someone has left a light on where nobody lives.',
      'Whatever is coming has been here before and knows the way.',
      'Nobody here sleeps with the window open.',
    ],
    low: [
      'Night does not fall; it has only been waiting in the corners.',
      'Whoever could help has been told not to.',
      'What is left of the light goes first from the faces.',
    ],
    final: [
      'The light stays on a moment too long, and goes.',
      'It is quiet, in the way of something that listens.',
      'And from the next room, the same sound as in the beginning.',
    ],
  },
  tender: {
    opening: [
      'Somebody has put out a saucer for a cat that belongs to no one.',
      'A hand straightens a collar that was straight.',
      'There is always one cup more than there are people.',
    ],
    low: [
      'Someone leaves soup at the door and does not ring.',
      'A blanket is put over {hero}’s shoulders, and nobody says by whom.',
      'The kindest thing that is said that day is said by a stranger.',
    ],
    final: [
      'One of them saves the other the warm seat.',
      'They say each other’s names, for no reason.',
      'A cup is put down within reach, handle first.',
    ],
  },
  dry: {
    opening: [
      'A sign says that everything is under control; it hangs by one screw.',
      'There is a procedure for this, and it was last followed in error.',
      'The day begins on time, to everyone’s regret.',
    ],
    low: [
      'It starts to rain, as though there had been any need.',
      'A consoling card arrives, addressed to the previous tenant.',
      '{Hero} takes stock: one chair, no plan, a biscuit.',
    ],
    final: [
      'The sign has been mended; it now hangs by two screws.',
      'Everyone agrees that it could have gone better, and orders.',
      'Someone applauds, from habit, and sits down again.',
    ],
  },
  tense: {
    opening: [
      'Forty seconds, somebody says. It is not yet clear until what.',
      'No one in the first minute finishes a sentence.',
      'Every door in this place can be heard from every room.',
    ],
    low: [
      'There is no time to be sorry; there will be.',
      'Each breath is counted, also by us.',
      'The handle moves down, stays down, moves up.',
    ],
    final: [
      'They wait. Nothing comes. They go on waiting, out of habit.',
      'A hand unclenches, finger by finger.',
      'The door is left open. Nobody minds it now.',
    ],
  },
  lyrical: {
    opening: [
      'It is the hour at which the lamps are paler than the sky.',
      'A curtain breathes in, and forgets to breathe out.',
      'Something small and white is carried past by the wind, and nobody reaches for it.',
    ],
    low: [
      'Snow, or ash, or blossom: from here it cannot be told.',
      'The day goes by outside like somebody one used to know.',
      'All the clocks of the place are a little apart, and for a while they strike midday.',
    ],
    final: [
      'And the light moves on along the wall, as it would have done.',
      'Far off a window catches the sun and gives it back.',
      'For as long as a breath the picture holds, and then it is only a place.',
    ],
  },
  plain: {
    opening: [
      'It is an ordinary morning, and it will stay one for about four minutes.',
      'Nothing on the table is new, and everything is clean.',
      'The radio gives the weather, and the weather is as it says.',
    ],
    low: [
      '{Hero} washes up, because it is there to be done.',
      'It is the middle of the week, and there is nobody to tell.',
      'The chair opposite is empty and has been pushed in.',
    ],
    final: [
      'It is an ordinary morning. Somebody opens a window.',
      'The table is laid for one more.',
      'The radio gives the weather, and nobody listens.',
    ],
  },
}

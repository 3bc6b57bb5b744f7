import type { Ending } from './endings.data.ts'

/** What may happen between two beats, in one of three ways out of a beat, or in the halves of one; braces as in `steps.data.ts`. */

export const BRIDGES: Record<'up' | 'down', readonly string[]> = {
  down: [
    '{Hero} goes back for {thing} and finds that {other} has been there first.',
    '{Other} overhears half of it {at}, the wrong half.',
    '{Hero} makes a promise to {other} that {he} knows {he} cannot keep.',
    'Somebody saw {hero} {at}, and says so in front of {other}.',
    '{Other} asks for {thing}, in front of everyone, and {hero} has to choose what to say.',
    '{Hero} wins a small thing {at} and pays for it with a large one.',
    '{Thing} turns up where it proves the opposite of what {hero} has said.',
    '{Other} does {hero} a favour that cannot be returned.',
    '{Foe} offers {hero} exactly what {he} needs.',
  ],
  up: [
    '{Hero} tells {other} the part that {he} has told nobody.',
    '{Other} returns {thing} without being asked.',
    '{Hero} is given an hour {at} that {he} had not counted on, and uses it well.',
    '{Other} lies for {hero}, badly and in time.',
    '{Hero} finds {at} the one person who remembers it differently.',
    'A mistake of {other}’s opens the way that was shut.',
    '{Hero} sees {thing} with the eyes of somebody else, and laughs.',
    '{Other} stays, although the last train has gone.',
    '{Foe} hesitates, a second too long.',
  ],
}

export const RESOLUTIONS: Record<Ending, readonly string[]> = {
  won: [
    '{Hero} says it straight out, {at}, and {other} believes it.',
    '{Hero} gets {thing} back and gives it to the one whom it belongs to.',
    '{Hero} does it in {other}’s way, and it works.',
    '{Other} speaks up for {hero} before anyone has asked.',
    '{Hero} waits one minute longer than {foe} can stand.',
    'The thing that {hero} was ashamed of turns out to be the one that helps.',
  ],
  lost: [
    '{Hero} says the right words to the wrong person.',
    '{Other} leaves {at} without {thing}, and without a word.',
    '{Hero} is proved right too late for it to matter.',
    '{Thing} is broken, by {hero}, in plain sight.',
    '{Foe} has been ready for it since yesterday.',
    '{Other} forgives it, and that closes the door.',
  ],
  turned: [
    '{Hero} could have it now, and hands it to {other}.',
    'They change places: {other} does what {hero} set out to do, and {hero} keeps watch.',
    'It is {other} who confesses, to something that nobody suspected.',
    '{Hero} puts {thing} down in the middle of {place} and walks away from it.',
    'Both of them lie, for each other, and the two lies fit.',
    '{Foe} asks {hero} for help, and means it.',
  ],
}

export const REACTIONS: Record<'before' | 'after', readonly string[]> = {
  before: [
    '{Other} sees it coming and says nothing.',
    '{Hero} has one chance to leave it alone, and looks at {thing} instead.',
    'They still talk as if nothing could happen {at}.',
    '{Hero} is sure of it, for the last time.',
    '{Hero} rehearses it, alone, {at}, and it sounds easy.',
  ],
  after: [
    'Afterwards {hero} and {other} remember it differently.',
    '{Other} picks up what is left, {thing} first.',
    '{Hero} goes over it again {at}, and this time hears what {other} meant.',
    'Nobody moves until {other} does.',
    '{Hero} finds that {his} hands have already decided.',
  ],
}

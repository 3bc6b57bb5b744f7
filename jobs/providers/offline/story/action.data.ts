/** Sentences of action for scenes: light, small business between two people, and the last picture. */

type Rows = readonly [string, ...string[]]

export const LIGHT: Record<'day' | 'night', Record<'inside' | 'outside', Rows>> = {
  day: {
    inside: [
      'Daylight from one side only.',
      'A bar of sun lies across the floor and stops short of the wall.',
      'Grey light, the kind that makes everyone look as if they had slept badly.',
      'The blinds cut the light into lines.',
      'Sun on the far wall; here, shade.',
    ],
    outside: [
      'White sky, no shadows.',
      'Low sun, straight into the eyes.',
      'The light has the colour of tin.',
      'Cloud and sun take turns, quickly.',
      'Noon; shadows hide under whatever throws them.',
    ],
  },
  night: {
    inside: [
      'One lamp. The rest has to be guessed.',
      'Light comes in from outside, orange, and goes with a passing car.',
      'A screen somewhere makes the ceiling blue.',
      'Two candles and a draught.',
      'Only the light over the door is on.',
    ],
    outside: [
      'A single lamp, and insects around it.',
      'Moon behind thin cloud, like a torch under a sheet.',
      'Windows throw yellow squares on the ground.',
      'Dark, and then, where the eye gets used to it, less dark.',
      'Wet ground doubles every light there is.',
    ],
  },
}

/** How {hero} is found when a scene begins, and {other} beside {him}. */
export const ENTRANCES: Rows = [
  '{Hero} is here already and {handles}.',
  '{Hero} comes from the wrong side and {handles}.',
  '{Hero}, {his} back to us, {handles}.',
  'At first only a shape; then it is {hero}, who {handles}.',
  '{Hero}, out of breath, {handles}.',
  'Hands first: somebody {handles}. It is {hero}.',
  '{Hero} stops halfway, {handles}, comes on.',
  '{Hero} {handles}, as if nobody were watching.',
  'From far off, small: {hero}. Closer: {hero} {handles}.',
  '{Hero} waits for a noise to pass and {handles}.',
  '{Hero} has been here for some time. {Hero} {handles}.',
]
export const COMPANY: Rows = [
  '{Other} does not look up.',
  '{Other} has been waiting, and it shows.',
  '{Other} keeps {ohis} distance.',
  '{Other} makes room without being asked.',
  '{Other} goes on with what {ohe} was doing.',
  '{Other} looks at the hands first, then at the face.',
  'A little way off, {other}, who has seen it.',
  '{Other} comes after, more slowly.',
  '{Other} nods, once, as one does to a postman.',
]

/** What {hero} or {other} does between two turns of talk. */
export const BUSINESS: Rows = [
  '{Hero} {handles}.',
  '{Other} starts to answer and straightens something that was straight.',
  '{Hero} counts something on {his} fingers and runs out of fingers.',
  '{Other} looks at the door, then at {hero}, then at nothing.',
  'Neither of them sits down.',
  '{Hero} takes a step. {Other} does not take one back.',
  '{Other} {ohandles}.',
  'For a moment both look at {thing}.',
  '{Hero} opens {his} mouth, thinks better of it.',
  '{Other} turns {ohis} back to say the next thing.',
  'A pause in which each waits for the other to spoil it.',
  '{Hero} picks at a splinter in the nearest wood.',
  '{Other} laughs, one breath, no sound.',
  'Somebody passes. They wait until the steps are gone.',
  '{Hero} moves between {other} and the way out, not quite by chance.',
  '{Other} pulls {ohis} sleeves down over {ohis} hands.',
]

/** Only {hero} is here. */
export const SOLO: Rows = [
  '{Hero} {handles}.',
  '{Hero} stands still long enough for the place to forget {him}.',
  '{Hero} walks to the end of it, turns, walks back.',
  '{Hero} sits down, gets up, sits down somewhere else.',
  '{Hero} listens at the wall.',
  '{Hero} tries a smile in a dark pane. It does not hold.',
  '{Hero} does a small thing very thoroughly: lines up what is on the ledge, by size.',
  '{Hero} starts to whistle and stops on the third note.',
]

/** The last picture of a scene. */
export const BUTTONS: Rows = [
  '{Hero} goes. {Other} stays exactly where {ohe} is.',
  '{Other} is left with {thing}.',
  'The door. Then nothing but the room.',
  '{Hero} looks back once; {other} is already looking elsewhere.',
  'Neither of them has noticed {thing}. We have.',
  '{Other} waits until {hero} is out of sight, and only then sits down.',
  'They go in opposite directions. After a few steps both are in step.',
  '{Hero} {handles}. This time the hands are steady.',
  'On {other}’s face, for us alone: relief.',
  '{Hero} is gone. What was said stays a little longer.',
]
export const SOLO_BUTTONS: Rows = [
  '{Hero} {handles}, and goes out without a look back.',
  'The place without {hero}. {seen}',
  '{Hero} looks up: somebody has come in. We do not see who.',
  '{Hero} leaves the light on.',
]

/** One thing that only this genre would show. */
export const GENRE_TOUCH: Record<string, Rows> = {
  action: [
    'An engine turns over outside and is left running.',
    'Glass, on the floor, from a window that is not theirs.',
    'Skid marks that nobody has had time to explain.',
  ],
  adventure: [
    'A map, held flat by a boot.',
    'Rope, coiled by somebody who means it.',
    'Smoke, a day’s walk away, straight up.',
  ],
  animation: [
    'A spoon leans out of its cup to hear better.',
    'The wallpaper birds have all turned to watch.',
    'A cloud the shape of a teapot pours itself out.',
  ],
  comedy: [
    'A chair leg gives way, in stages.',
    'A tray of glasses goes by, balanced on optimism.',
    'A bicycle falls over, then, after thought, the one next to it.',
  ],
  crime: [
    'Tape across a doorway, cut and tied again.',
    'In the ashtray two brands.',
    'Chalk on the ground, half washed off.',
  ],
  documentary: [
    'The microphone dips into the frame and nobody minds.',
    'A date in the corner of the picture, long ago.',
    'Somebody walks into the shot, sees the camera, walks out again.',
  ],
  drama: [
    'A place is laid for someone who will not come.',
    'On the wall, heights of children in pencil, up to a year.',
    'Two people pass who were once introduced.',
  ],
  family: [
    'A drawing on the fridge has acquired a moustache.',
    'Small boots next to big boots, on the wrong feet.',
    'A kite has been up a tree for some time.',
  ],
  fantasy: [
    'A shadow arrives a moment before whoever throws it.',
    'The flame bends towards the one who lies.',
    'A shadow falls in the wrong direction.',
  ],
  history: [
    'A newspaper, folded so that the headline is inside.',
    'On the coat a ribbon that was legal yesterday.',
    'Flags, and under one of them the nail holes of another.',
  ],
  horror: [
    'In the dark of the doorway something is the height of a person and does not move.',
    'One of the hooks is swinging.',
    'All the birds have stopped.',
  ],
  musical: [
    'Feet find a rhythm before anyone decides to.',
    'A tune comes through the wall, half a tone flat.',
    'Somebody’s steps fall into three-four time.',
  ],
  mystery: [
    'Everything has dust on it but one thing.',
    'A glove, left hand, too small for anyone here.',
    'One set of footprints, there; none back.',
  ],
  romance: [
    'Two umbrellas lean together in the stand.',
    'Their hands are on the same rail, a hand’s breadth apart.',
    'They both reach for the same glove.',
  ],
  'science fiction': [
    'A display counts down from a number nobody entered.',
    'A status lamp goes from green to a colour with no name.',
    'Overhead a light crosses that is no plane.',
  ],
  thriller: [
    'Across the way a curtain falls back into place.',
    'A telephone vibrates its way to the edge of the table.',
    'A car with nobody in it has its engine running.',
  ],
  war: ['Tape on the window panes, crosswise.', 'A helmet holds potatoes.', 'A distant thud; a second one, nearer.'],
  western: [
    'Spurs, hung up wet.',
    'A fly walks along the barrel of nothing in particular.',
    'Dust, on the skyline, and not from wind.',
  ],
}

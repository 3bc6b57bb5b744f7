/** Kinds of things, the nouns that mean one, and what people do with them. `it` is the thing with its article. */

export type ThingKind =
  | 'paper'
  | 'money'
  | 'jewel'
  | 'weapon'
  | 'key'
  | 'box'
  | 'machine'
  | 'music'
  | 'food'
  | 'cloth'
  | 'light'
  | 'tool'
  | 'plant'
  | 'vehicle'
  | 'picture'

interface KindOfThing {
  nouns: string
  /** How it looks: {thing} stands for it. */
  looks: readonly [string, ...string[]]
  /** What somebody does with it, after the person: 'turns {thing} over'. */
  handles: readonly [string, ...string[]]
}

export const THING_KINDS: Record<ThingKind, KindOfThing> = {
  paper: {
    nouns:
      'letter letters map will contract diary book notebook ticket list postcard newspaper manuscript passport document envelope note recipe script poem file ledger telegram certificate page invitation bill message prescription blueprint scroll',
    looks: [
      '{Thing}, folded so often that the crease has gone white.',
      'The handwriting leans, as if into wind.',
      '{Thing}, with the ring of a cup on it.',
    ],
    handles: [
      'unfolds {thing} and does not read it',
      'turns {thing} to the light',
      'slides {thing} under the nearest heavy thing',
      'folds {thing} along its old crease',
    ],
  },
  money: {
    nouns: 'coin coins money cash gold treasure fortune wallet purse savings loot ransom cheque check debt bribe',
    looks: [
      '{Thing}, worn smooth on one side.',
      '{Thing}, counted twice already.',
      '{Thing}, laid out as if for an inspection.',
    ],
    handles: [
      'counts {thing} again',
      'closes a fist over {thing}',
      'puts {thing} down between them',
      'pushes {thing} back across',
    ],
  },
  jewel: {
    nouns:
      'ring necklace watch diamond pearl brooch crown medal locket bracelet pendant earring jewel jewels amulet trophy statue sculpture',
    looks: [
      '{Thing} takes what light there is.',
      '{Thing}, too big for the hand that holds it.',
      'A name is scratched inside {thing}, very small.',
    ],
    handles: [
      'rubs {thing} with a thumb',
      'closes a hand over {thing}',
      'holds {thing} up to the light',
      'hangs {thing} back on its nail',
    ],
  },
  weapon: {
    nouns:
      'gun pistol rifle knife sword dagger bomb bow spear axe harpoon harpoons revolver shotgun bullet bullets poison explosives',
    looks: [
      '{Thing}, wrapped in a kitchen towel.',
      '{Thing}, cleaner than anything else here.',
      '{Thing} lies where everybody can see it and nobody looks.',
    ],
    handles: [
      'covers {thing} with a cloth',
      'moves {thing} out of reach',
      'lays {thing} down, grip away',
      'weighs {thing} and likes none of it',
    ],
  },
  key: {
    nouns: 'key keys lock badge card password code compass',
    looks: ['{Thing}, on a loop of red string.', '{Thing}, bright from use.', '{Thing} fits nothing in sight.'],
    handles: [
      'turns {thing} over and over',
      'closes {thing} in a fist',
      'hangs {thing} round the neck, under the collar',
      'sets {thing} down without a sound',
    ],
  },
  box: {
    nouns:
      'box suitcase bag safe chest trunk parcel package briefcase backpack coffin urn bottle jar crate basket drawer bucket barrel cup mug glass barrels',
    looks: [
      '{Thing}, tied with the wrong string.',
      '{Thing} stands by the door, packed or never unpacked.',
      '{Thing}, dented at one corner.',
    ],
    handles: [
      'tests the weight of {thing}',
      'opens {thing} a finger wide',
      'shoves {thing} out of sight with a foot',
      'sets {thing} down between them',
    ],
  },
  machine: {
    nouns:
      'phone telephone radio computer laptop machine clock television engine typewriter oven tape recorder projector screen drone device satellite telescope microscope generator calculator printer sewing-machine time-machine toaster transmitter loom elevator lift',
    looks: [
      '{Thing}, mended with tape in two colours.',
      'A small light on {thing} blinks and thinks.',
      '{Thing}, warm, though nobody admits to having used it.',
    ],
    handles: [
      'switches {thing} off and listens',
      'lays a palm on {thing}',
      'turns {thing} to face the wall',
      'taps {thing}, twice',
    ],
  },
  music: {
    nouns: 'violin piano guitar trumpet drum cello record song melody flute accordion organ harp bell waltz tape',
    looks: [
      '{Thing}, a string short of itself.',
      'Dust on {thing}, and four clean fingertips in it.',
      '{Thing} waits with its lid up.',
    ],
    handles: [
      'plays one wrong note on purpose',
      'closes the lid over {thing}',
      'hums where {thing} would be',
      'brushes the dust off {thing} with a sleeve',
    ],
  },
  food: {
    nouns:
      'bread cake soup apple apples wine coffee tea loaf sourdough pie honey cheese meal dinner dough egg eggs chocolate sandwich lemonade beer milk jam breakfast feast cookies ice-cream',
    looks: ['{Thing}, one piece gone.', 'Steam comes off {thing} and goes straight up.', '{Thing}, on the good plate.'],
    handles: [
      'pushes {thing} across, untasted',
      'cuts {thing} into two unequal parts',
      'smells {thing} first',
      'covers {thing} with a plate, for later',
    ],
  },
  cloth: {
    nouns:
      'coat dress shoes boots hat uniform scarf glove gloves jacket suit shirt mask veil costume blanket quilt flag wedding-dress sari socks spacesuit',
    looks: [
      '{Thing}, mended at the elbow of something else.',
      '{Thing} still keeps the shape of whoever wore it.',
      '{Thing}, one button of another colour.',
    ],
    handles: [
      'smooths {thing} flat',
      'puts {thing} on as if it were cold',
      'hangs {thing} on the door, facing in',
      'folds {thing} small',
    ],
  },
  light: {
    nouns: 'lamp lantern candle torch flashlight lighter matches fire bulb beacon chandelier',
    looks: [
      '{Thing}, turned down as far as it goes.',
      '{Thing} makes a room of its own.',
      'Soot on the glass of {thing}.',
    ],
    handles: [
      'shields {thing} with a hand',
      'moves {thing} an inch nearer',
      'lets {thing} burn down',
      'lifts {thing} to see a face',
    ],
  },
  tool: {
    nouns:
      'rope hammer spade shovel ladder net oar oars wheel saw needle scissors broom bucket paintbrush brush pen pencil chisel hook wrench bicycle bike wheelchair crutch cane stick stone pills medicine syringe ball chess-set tooth toothbrush toothpaste mirror umbrella',
    looks: [
      '{Thing}, its handle dark from hands.',
      '{Thing} leans where it was left.',
      '{Thing}, cleaned and put away wrong.',
    ],
    handles: [
      'wipes {thing} clean',
      'leans {thing} where it can be reached',
      'picks {thing} up by the wrong end',
      'passes {thing} from hand to hand',
    ],
  },
  plant: {
    nouns:
      'flower flowers rose roses tree seed seeds garden-plant bouquet tulip orchid tomato tomatoes branch leaf leaves',
    looks: ['{Thing}, in a jam jar.', '{Thing} has turned towards the window.', '{Thing}, a day past its best.'],
    handles: [
      'waters {thing}, too much',
      'turns {thing} to the light',
      'picks one dead leaf off',
      'sets {thing} on the sill',
    ],
  },
  vehicle: {
    nouns:
      'motorcycle motorbike scooter tractor sled sledge canoe kayak rowing-boat balloon hot-air-balloon airship sailboat',
    looks: [
      '{Thing}, under a sheet with the shape of it.',
      'Mud to the axles; {thing} has been somewhere.',
      '{Thing} ticks as it cools.',
    ],
    handles: [
      'walks once round {thing}',
      'pats {thing} like a horse',
      'checks {thing} for what is missing',
      'pulls the sheet off {thing}',
    ],
  },
  picture: {
    nouns:
      'photograph photo picture painting portrait drawing sketch camera film videotape mural fresco negative selfie video',
    looks: [
      '{Thing}, a face scratched out of it.',
      '{Thing}, curled at the corners.',
      'In {thing} everyone is younger and nobody looks at the camera.',
    ],
    handles: [
      'holds {thing} beside a living face',
      'turns {thing} face down',
      'wipes the glass over {thing}',
      'pins {thing} back where it was',
    ],
  },
}

export const THING_NOUNS = new Map<string, ThingKind>(
  Object.entries(THING_KINDS).flatMap(([kind, { nouns }]) =>
    nouns.split(/\s+/).map((noun): [string, ThingKind] => [noun.replaceAll('-', ' '), kind as ThingKind]),
  ),
)

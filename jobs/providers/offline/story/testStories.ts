import type { TreatmentAnswer } from '../../../agents/storyAnswers.ts'
import type {
  BeatsContext,
  SceneContext,
  StoryBrief,
  StoryLine,
  TreatmentContext,
} from '../../../agents/storyContext.ts'

/** Briefs and texts that the tests of the story crew share: unlike in genre, length, rating and in how they name people. */

export const FERRY =
  'A ferryman cannot swim. Every night Tomas rows strangers across the Vltava for a coin. When a girl named Mila asks him to take her across without paying, he discovers that the far bank is not what it was. He must choose between the river and the daughter he lost.'
export const MARS =
  'In 2190 the last lighthouse keeper on Mars, Adaeze Okafor, receives a distress call from a ship that sank on Earth two hundred years ago. Her deputy Ruben wants to answer it. She knows that answering costs the colony its air, but the voice on the radio is her own.'
export const HAMLET = `Act 1
Horatio and the soldiers watch on the ramparts of Elsinore at midnight. A ghost walks past them and does not speak. Hamlet comes to the castle for the funeral of the king. Claudius has married the queen, and he drinks in the great hall. Hamlet follows the ghost along the shore. The ghost says that Claudius poured poison into the ear of the king. Hamlet swears on his sword to avenge it.

Act 2
Hamlet plays the madman. Ophelia returns his letters in the castle. Polonius hides behind a curtain in the bedroom of the queen. Hamlet stabs through the curtain with his sword and kills Polonius. A ship carries Hamlet to England. Ophelia walks to the river and drowns.

Act 3
Hamlet returns by ship. Two gravediggers dig a grave in the churchyard. Laertes leaps into the grave. Hamlet and Laertes fight with swords in the great hall before the king. The queen drinks the wine. Hamlet kills Claudius with the poisoned sword. Horatio holds Hamlet in his arms and hears the soldiers come.`
export const CINDERELLA = `Ella sweeps the kitchen of the old house while Griselda tries on a dress. A messenger brings an invitation to the palace. Griselda locks Ella in the cellar. Rosalind, her godmother, arrives at midnight and opens the cellar with a rusty key. Ella dances with Prince Florian in the ballroom of the palace. She runs down the stairs and loses a shoe. Florian carries the shoe through the village from door to door. Griselda hides Ella in the garden, but the shoe fits nobody in the house. Florian hears Ella sing behind the wall. She puts her foot into the shoe.`

/** A novel of some length with a cast, places and a plot that moves; the same for the same number. */
export function novel(
  chapters: number,
  paragraphs: number,
  cast: readonly string[],
  places: readonly string[],
): string {
  const acts = [
    'opened the door of',
    'ran across',
    'stood in',
    'left',
    'returned to',
    'searched',
    'burned the letters in',
    'hid the lantern in',
    'walked through',
    'fell asleep in',
  ]
  const idle = [
    'It is generally held that such circumstances are of no particular consequence to mankind.',
    'The weather, in this respect, was of the kind that is neither remembered nor forgotten.',
    'Nobody who has considered the matter will deny that there is something in the notion.',
  ]
  let state = 7
  const next = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648
    return Math.floor((state / 2147483648) * below)
  }
  const of = <T>(list: readonly T[]): T => list[next(list.length)] as T
  return Array.from({ length: chapters }, (_, chapter) => {
    const text = Array.from({ length: paragraphs }, (_, paragraph) => {
      const [one, two] = [of(cast), of(cast)]
      return `${of(idle)} ${one} ${of(acts)} ${of(places)} before the ${chapter + 1}th bell of the ${paragraph + 1}th watch. “Where is ${two}?” said ${one}. ${two} took the key and ${of(acts)} ${of(places)} on day ${chapter + 1} and ${paragraph + 1}. ${of(idle)}`
    })
    return `CHAPTER ${chapter + 1}. The ${chapter + 1}th of them\n\n${text.join('\n\n')}`
  }).join('\n\n')
}

export const brief = (over: Partial<StoryBrief> = {}): StoryBrief => ({
  type: 'narrative',
  least: 8,
  most: 12,
  rating: 'PG-13',
  genres: ['drama'],
  tone: 'Warm, unhurried, close to people.',
  idea: FERRY,
  ...over,
})

export const treatmentContext = (over: Partial<TreatmentContext> = {}): TreatmentContext => ({
  brief: brief(),
  variant: 0,
  angle: { words: '', own: false },
  guidance: '',
  twist: '',
  source: '',
  files: '',
  leftOut: [],
  ...over,
})

export const linesOf = ({ paragraphs }: TreatmentAnswer): StoryLine[] =>
  paragraphs.map((paragraph, index) => ({ n: index + 1, ...paragraph }))

export const beatsContext = (over: Partial<BeatsContext> = {}): BeatsContext => ({
  brief: brief(),
  treatment: [],
  ending: '',
  guidance: '',
  least: 5,
  most: 30,
  leftOut: [],
  ...over,
})

export const sceneContext = (over: Partial<SceneContext> = {}): SceneContext => ({
  brief: brief(),
  treatment: [],
  beats: [
    {
      n: 1,
      title: 'Mila asks to cross',
      body: 'At night Mila asks Tomas to row her across the Vltava. From here on Tomas doubts.',
    },
  ],
  plays: [1],
  passage: 'At night Mila asks Tomas to row her across the Vltava. Tomas puts the coin back into her hand.',
  scene: 1,
  scenes: 8,
  rearview: '',
  guidance: '',
  eighths: 8,
  leftOut: [],
  ...over,
})

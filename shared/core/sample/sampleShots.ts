import type { ShotCells } from '../shots/shots.ts'

/** Which scene of the sample has a shot table, counted from 0: the clock comes off the wall. */
export const SHOT_SCENE = 2

/** A shot and the lines of the scene that it covers, by place (0 is the heading), first and last included. */
export interface SampleShot extends Omit<ShotCells, 'dialogue'> {
  covers: readonly [first: number, last: number]
  /** Seconds. */
  duration: number
  rationale: string
}

const SETTING = 'KITCHEN: the stove wall and the table, cartons along the skirting'
const LIGHT = 'Day, flat window light from the left, no lamps'

/** Together the shots cover every line of the scene once. Their dialogue is taken from the script, word for word. */
export const SAMPLE_SHOTS: readonly SampleShot[] = [
  {
    covers: [0, 1],
    duration: 8,
    action: 'Tomas on the stool lifts the clock off its nail. A disc of clean yellow paint is left on the wall.',
    characters: 'TOMAS (full figure, back to us)',
    setting: SETTING,
    light: LIGHT,
    camera: 'Wide, eye level, static. The clock in the centre of the frame; when it goes, the disc holds its place.',
    continuity: 'Clock stopped at 4:10, no sticker. Blue dot on the back of his left hand.',
    rationale: 'Establishes the room and lets the empty disc speak before anybody does.',
  },
  {
    covers: [2, 4],
    duration: 7,
    action: 'He turns the clock over, blows off the dust, shakes it gently at his ear. Her voice stops him.',
    characters: 'TOMAS (close, profile), INES (voice only)',
    setting: 'KITCHEN: stove wall behind him, out of focus',
    light: LIGHT,
    camera: 'Close on Tomas and the back of the clock, slightly below him',
    continuity: 'Dust on the clock before he blows, none after. Blue dot on his left hand.',
    rationale: 'He listens for a heartbeat; we must be near enough to listen with him.',
  },
  {
    covers: [5, 7],
    duration: 7,
    action: 'Ines in the door with a carton of saucepans. His voice comes from above and behind us.',
    characters: 'INES (medium), TOMAS (shoulder and clock, foreground)',
    setting: 'KITCHEN: the door to the hall',
    light: 'Day, the hall behind her darker than the room',
    camera: 'Over his shoulder from the height of the stool, down on her',
    continuity: 'Carton held against her left hip, a pan handle sticking out.',
    rationale: 'From up there he tells a legend. She is the one who knows, and she stands lowest.',
  },
  {
    covers: [8, 9],
    duration: 3,
    action: 'Ines, without putting the carton down.',
    characters: 'INES (close)',
    setting: 'KITCHEN: the door to the hall',
    light: 'Day, the hall behind her darker than the room',
    camera: 'Close-up, eye level, static',
    continuity: 'Carton still in her arms.',
    rationale: 'Three words that take the legend away: a single, and no movement.',
  },
  {
    covers: [10, 10],
    duration: 3,
    action: 'Tomas looks down at her, the clock held to his chest like a plate.',
    characters: 'TOMAS (medium, alone in the frame)',
    setting: 'KITCHEN: the disc on the wall just over his head',
    light: LIGHT,
    camera: 'Low angle, her point of view. The disc stands behind him like a halo, off centre.',
    continuity: 'Clock face outwards, 4:10.',
    rationale: 'The reaction is the cut: he is above her and has lost his footing.',
  },
  {
    covers: [11, 12],
    duration: 12,
    action: 'Ines tells it to the saucepans, then to him. On "that is all" she puts the carton down.',
    characters: 'INES (close, three-quarter)',
    setting: 'KITCHEN: the door to the hall',
    light: 'Day, window light reaching half her face',
    camera: 'Close-up, a very slow push in, ending on her eyes',
    continuity: 'The carton leaves her arms at the end of the line; right forefinger bent as if in the clock.',
    rationale: 'The only long speech of the scene is given one unbroken shot.',
  },
  {
    covers: [13, 16],
    duration: 5,
    action: 'The two of them across the room, he still on the stool.',
    characters: 'TOMAS (full, left), INES (full, right)',
    setting: SETTING,
    light: LIGHT,
    camera: 'Wide two-shot in profile, the table empty between them',
    continuity: 'Carton on the floor beside her. Table bare.',
    rationale: 'The time is said twice and means two things; the distance shows what they do not notice.',
  },
  {
    covers: [17, 21],
    duration: 9,
    action: 'He steps down and sets the clock face up on the table. Neither touches it. He asks; she shrugs it off.',
    characters: 'TOMAS (medium, left), INES (medium, right)',
    setting: 'KITCHEN: the table',
    light: 'Day, the window reflected in the glass of the clock',
    camera: 'Medium two-shot over the table, lowering with him until the clock is in the foreground',
    continuity: 'Clock face up, twelve towards the stove. From here on they are at the same height.',
    rationale: 'The prop becomes the third person in the scene.',
  },
  {
    covers: [22, 22],
    duration: 5,
    action: 'The blue dot comes off the back of his hand and is pressed onto the glass, exactly over the six.',
    characters: 'TOMAS (hand)',
    setting: 'KITCHEN: the table top',
    light: 'Day, the window reflected in the glass of the clock',
    camera: 'Insert from straight above, extreme close-up',
    continuity: 'Dot over the six from now until the last kitchen scene. A paler circle stays on his skin.',
    rationale: 'An insert, because the dot is followed through the rest of the film.',
  },
]

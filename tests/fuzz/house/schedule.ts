import { Random } from '../binding/random.ts'

/** How often each act comes, and who does it. Persons are 0 to 2, the viewer is 3. */
const ACTS = {
  type: [16, 3],
  eraseWord: [6, 3],
  eraseLines: [1.5, 3],
  enter: [4, 3],
  join: [2, 3],
  cycle: [5, 3],
  emphasise: [2, 3],
  moveScene: [2, 3],
  splitScene: [1.5, 3],
  mergeScenes: [1.5, 3],
  undo: [6, 3],
  redo: [3, 3],
  accept: [12, 3],
  acceptGroup: [1, 3],
  reject: [2, 3],
  revise: [2, 3],
  addShot: [2, 3],
  writeShot: [5, 3],
  eraseShot: [1.5, 3],
  moveShot: [1, 3],
  deleteShot: [0.7, 3],
  undoShot: [1.5, 3],
  decideShot: [2, 3],
  viewerTypes: [1, 1],
  viewerSends: [2, 1],
  propose: [9, 1],
  proposeShot: [2, 1],
  applyResult: [9, 1],
  send: [26, 4],
  receive: [26, 4],
  calm: [5, 1],
  cut: [3, 4],
  connect: [8, 4],
  repeatUp: [2, 4],
  repeatDown: [2, 4],
  reorderUp: [0.7, 4],
  reorderDown: [1.5, 4],
  commit: [10, 1],
  failCommit: [1.5, 1],
  crash: [1.5, 1],
  chores: [6, 1],
} satisfies Record<string, [weight: number, actors: number]>

export type Act = keyof typeof ACTS

/** One thing that happens. All chance in it comes from `dice`, so that any part of a schedule replays by itself. */
export interface Step {
  /** Names what the step brings: its word is `w<n>z`. */
  n: number
  who: number
  act: Act
  dice: number
}

const NAMES = Object.keys(ACTS) as Act[]
const TOTAL = NAMES.reduce((sum, act) => sum + ACTS[act][0], 0)

/** The act whose share of the weights begins last before `place`. */
function actAt(place: number): Act {
  let end = 0
  for (const name of NAMES) {
    end += ACTS[name][0]
    if (place < end) return name
  }
  return 'type'
}

export function scheduleOf(seed: number, length: number): Step[] {
  const random = new Random(seed)
  return Array.from({ length }, (_, n) => {
    const act = actAt(random.next() * TOTAL)
    return { n, who: random.below(ACTS[act][1]), act, dice: Math.floor(random.next() * 2 ** 31) }
  })
}

/** A schedule as one pastes it into a test: one line of JSON. */
export const printed = (steps: readonly Step[]): string =>
  JSON.stringify(steps.map(({ n, who, act, dice }) => [n, who, act, dice]))

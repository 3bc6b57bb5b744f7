/** What the creative room can be asked to look for; each is an agent of the catalogue. */
export const LENSES = [
  {
    agent: 'plot-holes',
    label: 'Plot holes',
    looksFor: 'Who vanishes, what turns up from nowhere, jumps in time and place, beats that nobody plays.',
  },
  {
    agent: 'arcs',
    label: 'Character arcs',
    looksFor: 'Who is away for too long, what somebody wants and never settles, who speaks for everybody.',
  },
  {
    agent: 'pacing',
    label: 'Structure & pacing',
    looksFor: 'Stretches without a turn, scenes that outweigh the others, a length that the brief does not ask for.',
  },
  {
    agent: 'endings',
    label: 'Alternative endings',
    looksFor: 'Three other ways out of the story, made of its own people and things, as suggestions.',
  },
] as const

export type Lens = (typeof LENSES)[number]['agent']
export const LENS_NAMES = LENSES.map(({ agent }) => agent) as [Lens, ...Lens[]]

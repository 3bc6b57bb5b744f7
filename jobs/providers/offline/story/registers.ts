import type { StoryBrief } from '../../../agents/storyContext.ts'
import { REGISTERS, type Register } from './moods.data.ts'

const BY_GENRE: Record<string, Register> = {
  horror: 'dark',
  crime: 'dark',
  war: 'dark',
  thriller: 'tense',
  action: 'tense',
  comedy: 'dry',
  romance: 'tender',
  family: 'tender',
  musical: 'tender',
  animation: 'tender',
  fantasy: 'lyrical',
  drama: 'lyrical',
}

/** The two registers that a story is told in: what guidance wishes, the tone names, a twist brings, the genre suggests. */
export function registersOf(brief: StoryBrief, wished: Register | null, twist = ''): [Register, Register] {
  const said = REGISTERS.flatMap(([register, asks]) => {
    const at = brief.tone.search(asks)
    return at < 0 ? [] : [{ register, at }]
  }).sort((a, b) => a.at - b.at)
  const ofTwist = REGISTERS.find(([, asks]) => asks.test(twist))?.[0]
  const ofGenre = brief.genres.map(genre => BY_GENRE[genre]).find(register => register !== undefined)
  const first = wished ?? said[0]?.register ?? ofTwist ?? ofGenre ?? 'plain'
  return [first, said[1]?.register ?? first]
}

/** By the codes of jobs that ended because there was nothing for their agent to do: what it found. No failure. */
const FOUND = {
  'nothing-changed': 'found nothing to change',
  'all-covered': 'found nothing to break down',
  'nothing-found': 'found nothing to remark',
  'empty-scene': 'found nothing to break down',
} as const
export type NothingToDo = keyof typeof FOUND

const isNothingToDo = (code: string): code is NothingToDo => Object.hasOwn(FOUND, code)

/** What an agent found that had nothing to do, to stand after its name; null when the code is of something else. */
export const foundByCode = (code: string): string | null => (isNothingToDo(code) ? FOUND[code] : null)

import type { SaveState, SaveSummary } from '../sync/saveState.ts'

export interface SaveWords {
  word: string
  /** What it means for what was written. */
  means: string
  tone: 'neutral' | 'warn' | 'danger'
}

export const SAVE_WORDS: Record<SaveState, SaveWords> = {
  connecting: {
    word: 'Connecting',
    means: 'Reaching the server. What you write meanwhile is kept in this browser.',
    tone: 'neutral',
  },
  saved: { word: 'Saved', means: 'Everything you wrote is stored safely on the server.', tone: 'neutral' },
  saving: { word: 'Saving', means: 'Your last changes are on their way to the server.', tone: 'neutral' },
  offline: {
    word: 'Offline',
    means: 'The server cannot be reached. What you write is kept in this browser and merged when you are back.',
    tone: 'warn',
  },
  'read-only': {
    word: 'Read only',
    means: 'You can read this project. Its owner can make you an editor.',
    tone: 'neutral',
  },
  'update-required': {
    word: 'Update required',
    means:
      'A newer Aiuteur is running on the server. Reload the page to go on; what you wrote is kept in this browser.',
    tone: 'danger',
  },
  refused: {
    word: 'No access',
    means: 'The server closed this document for you. What you wrote is kept in this browser. Ask the owner for access.',
    tone: 'danger',
  },
}

/** The server's own sentence when it gave one, and what only this browser has. */
export function saveMeans({ state, unsaved, message }: SaveSummary): string {
  const means = message ?? SAVE_WORDS[state].means
  if (state !== 'offline' || unsaved === 0) return means
  return `${means} ${unsaved === 1 ? 'One change waits' : `${unsaved} changes wait`} here.`
}

/** For somebody who could write a moment ago: the name of their role now, and what became of their last words. */
export function writingEnded(role: string, { unsaved }: SaveSummary): string {
  const now = `Your role here is ${role} now: you can read, and change nothing.`
  const lost =
    unsaved > 0
      ? ' Your last changes were not taken. They are kept in this browser, and saved once you may write again.'
      : ' What you wrote before is saved.'
  return `${now}${lost} Ask the project’s owner.`
}

import * as sha256 from 'lib0/hash/sha256'
import { type Line, lineHash } from '../script/line.ts'
import type { SelectedLine } from './selection.ts'

/** 32 hex digits over the parts; parts are never run together, so ['ab', 'c'] differs from ['a', 'bc']. */
export function hashOf(parts: readonly string[]): string {
  const bytes = sha256.digest(new TextEncoder().encode(JSON.stringify(parts)))
  let hex = ''
  for (const byte of bytes.subarray(0, 16)) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** The state of a selection: which lines, what they say, which part of each. */
export const selectionHash = (selected: readonly SelectedLine[]): string =>
  hashOf(selected.map(({ line, from, to }) => `${lineHash(line)}:${from}-${to}`))

/** The state of a scene for a breakdown: its lines, and which lines its shots cover already. */
export const sceneHash = (lines: readonly Line[], covered: Iterable<string>): string =>
  hashOf([...lines.map(lineHash), '', ...[...covered].sort()])

/**
 * The key that joins a duplicate press to the running job: the same agent, asked for the same thing, on the same state
 * of the same document.
 */
export const jobKey = (of: { documentId: string; state: string; agent: string; target: string; instruction: string }) =>
  hashOf([of.documentId, of.state, of.agent, of.target, of.instruction.trim().normalize('NFC')])

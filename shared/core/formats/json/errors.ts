import { firstMistake } from './mistake.ts'
import { lineOfPlace } from './places.ts'

/** A JSON file that is no screenplay; `message` is the sentence that a person reads. */
export class JsonError extends Error {
  override name = 'JsonError'
  readonly code = 'bad-json'
  readonly status = 400
  /** Line of the file (from 1), where it can be named. */
  readonly line: number | undefined

  constructor(sentence: string, line?: number) {
    super(`${sentence} Nothing was imported.${line === undefined ? '' : ` (line ${line})`}`)
    this.line = line
  }
}

/** The file stops being JSON somewhere. */
export function notJson(text: string): JsonError {
  const at = firstMistake(text)
  const found = text.slice(at, at + 20).split('\n')[0]
  return new JsonError(
    found === undefined || found === '' ? 'The JSON ends too early.' : `The file is not JSON from here on: ${found}`,
    text.slice(0, at).split('\n').length,
  )
}

/** What stands at a place of the file ('elements', 3, 'type') is not what belongs there. */
export function notAScreenplay(text: string, place: readonly PropertyKey[], reason: string): JsonError {
  const name = place.map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return new JsonError(
    `The JSON is no screenplay: ${name === '' ? 'the file' : `"${name.replace(/^\./, '')}"`}: ${reason}.`,
    lineOfPlace(text, place),
  )
}

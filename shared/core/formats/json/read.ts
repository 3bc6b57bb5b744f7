import { textOfRuns } from '../../script/line.ts'
import { cleanText } from '../fountain/decode.ts'
import { MAX_FILE_BYTES, MAX_LINE_CHARACTERS, MAX_LINES } from '../fountain/errors.ts'
import { fromRuns, toRuns } from '../fountain/markedText.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { JsonError, notAScreenplay, notJson } from './errors.ts'
import { type JsonElement, type JsonScreenplay, jsonScreenplay } from './schema.ts'

/** Whether a file says of itself that it is JSON: no screenplay in Fountain begins so. */
export const looksLikeJson = (bytes: Uint8Array): boolean =>
  /^(?:\u00ef\u00bb\u00bf)?\s*\{\s*"/.test(String.fromCharCode(...bytes.subarray(0, 256)))

function decode(file: string | Uint8Array): string {
  if (file.length > MAX_FILE_BYTES)
    throw new JsonError(`The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB. Check that it is a screenplay.`)
  if (typeof file === 'string') return file
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    throw new JsonError('The file is not UTF-8 text. Save it with the encoding UTF-8 and try again.')
  }
}

function lineOf({ type, text, runs, ...more }: JsonElement): ScreenplayLine {
  const parts = runs ?? [{ text }]
  return {
    type,
    runs: toRuns(fromRuns(parts.map(({ text, marks = [] }) => ({ text: cleanText(text), marks })))),
    ...more,
  }
}

/** What a schema cannot say: lengths of the whole, and that runs are the text. */
function check(text: string, { elements, production }: JsonScreenplay): void {
  if (elements.length > MAX_LINES)
    throw notAScreenplay(text, ['elements', MAX_LINES], `more than ${MAX_LINES.toLocaleString('en')} elements`)
  for (const [index, element] of elements.entries()) {
    if (element.text.length > MAX_LINE_CHARACTERS)
      throw notAScreenplay(
        text,
        ['elements', index, 'text'],
        `more than ${MAX_LINE_CHARACTERS.toLocaleString('en')} characters`,
      )
    if (element.runs && textOfRuns(element.runs.map(run => ({ text: run.text, marks: [] }))) !== element.text)
      throw notAScreenplay(text, ['elements', index, 'runs'], 'together they are not the text')
  }
  for (const [index, { line }] of (production?.pages ?? []).entries())
    if (line >= elements.length)
      throw notAScreenplay(text, ['production', 'pages', index, 'line'], 'there is no such element')
}

/**
 * Reads a screenplay from the JSON that {@link writeJson} writes. `pages` are not read: they follow from the elements. Throws
 * {@link JsonError} with the place and the line of the first mistake.
 */
export function readJson(file: string | Uint8Array): Screenplay {
  const text = decode(file).replace(/^\ufeff/, '')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw notJson(text)
  }
  const parsed = jsonScreenplay.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw notAScreenplay(text, issue?.path ?? [], issue?.message ?? 'it has another shape')
  }
  check(text, parsed.data)
  const { titlePage = {}, elements, revisions, production, foreign } = parsed.data
  return {
    titlePage: Object.entries(titlePage).map(([key, value]) => ({ key, value: cleanText(value) })),
    lines: elements.map(lineOf),
    ...(revisions && { revisions }),
    ...(production && { production }),
    ...(foreign && { foreign }),
  }
}

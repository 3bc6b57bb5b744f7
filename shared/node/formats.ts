import { fdx } from '../core/formats/fdx/format.ts'
import type { Format } from '../core/formats/format.ts'
import { fountain } from '../core/formats/fountain/format.ts'
import { json } from '../core/formats/json/format.ts'
import { text } from '../core/formats/text/format.ts'
import { pdf } from './pdf/format.ts'

/** Every kind of file that a screenplay comes from and goes to: the one table for imports, exports and the command line. */
export const FORMATS: readonly Format[] = [fountain, fdx, pdf, json, text]

/** The format of that name. */
export const formatNamed = (name: string): Format | undefined =>
  FORMATS.find(format => format.name === name.toLowerCase() || format.extensions.includes(name.toLowerCase()))

/** The format that a file's name says it has. */
export function formatOfFile(path: string): Format | undefined {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase()
  return FORMATS.find(format => extension !== undefined && format.extensions.includes(extension))
}

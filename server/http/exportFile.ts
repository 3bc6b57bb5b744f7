import type { Context } from 'hono'
import type { Format } from '../../shared/core/formats/format.ts'
import type { Screenplay } from '../../shared/core/formats/screenplay.ts'
import { FORMATS } from '../../shared/node/formats.ts'
import { exportPdf } from '../export/pdf.ts'
import { attachmentName } from './attachment.ts'
import { ApiError } from './errors.ts'

export const EXPORT_FORMATS = FORMATS.map(({ name }) => name)

/** The format that an export asks for. Throws {@link ApiError} with those that there are. */
export function askedFormat(name = 'fountain'): Format {
  const format = FORMATS.find(known => known.name === name)
  if (format) return format
  const known = EXPORT_FORMATS.map(one => `format=${one}`).join(', ')
  throw new ApiError(400, 'unknown-format', `A script is exported as ${known}, not as “${name}”.`)
}

/**
 * Answers with a script as a file. What the format cannot carry is told in the header `x-losses`: sentences as JSON, whose
 * signs are encoded as in an address, because headers hold plain letters only.
 */
export async function sendScript(c: Context, screenplay: Screenplay, format: Format, name: string): Promise<Response> {
  // a PDF takes seconds: it is set beside the event loop
  const { content, lost } =
    format.name === 'pdf' ? await exportPdf(screenplay, name, c.req.query()) : await format.write(screenplay, name)
  c.header('content-type', format.mediaType)
  c.header('content-disposition', attachmentName(`${name}.${format.extensions[0]}`))
  if (lost.length > 0) c.header('x-losses', encodeURIComponent(JSON.stringify(lost)))
  return c.body(typeof content === 'string' ? content : new Uint8Array(content))
}

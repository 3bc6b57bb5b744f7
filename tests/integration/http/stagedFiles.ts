import { strToU8, zipSync } from 'fflate'
import PDFDocument from 'pdfkit'

/** Files as people stage them, good and bad. */

export const DOCX_HEAD = '<?xml version="1.0"?><w:document xmlns:w="urn:w" xmlns:mc="urn:mc"><w:body>'
export const docx = (body: string): Uint8Array =>
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(`${DOCX_HEAD}${body}</w:body></w:document>`),
  })

/** An e-book of pages in the order of the list, which is not that of their names. */
export function epub(pages: Record<string, string>, more: Record<string, string> = {}): Uint8Array {
  const names = Object.keys(pages)
  const items = names.map((name, at) => `<item id="i${at}" href="${encodeURI(name)}" media-type="x"/>`).join('')
  const spine = names.map((_, at) => `<itemref idref="i${at}"/>`).join('')
  const parts: Record<string, string> = {
    mimetype: 'application/epub+zip',
    'META-INF/container.xml': '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
    'OEBPS/book.opf': `<package><manifest>${items}</manifest><spine>${spine}</spine></package>`,
    ...Object.fromEntries(names.map(name => [`OEBPS/${name}`, pages[name] ?? ''])),
    ...more,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

export async function pdf(paragraphs: readonly string[], options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const document = new PDFDocument(options)
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise(resolve => document.once('end', resolve))
  for (const paragraph of paragraphs) document.text(paragraph).moveDown()
  // a scan: something is drawn, and nothing is written
  if (paragraphs.length === 0) document.rect(50, 50, 200, 200).fill('#888')
  document.end()
  await ended
  return new Uint8Array(Buffer.concat(chunks))
}

/** A zip whose list says that an entry unpacks into `says` bytes. */
export function lyingZip(says: number): Uint8Array {
  const zip = docx('<w:p><w:r><w:t>word</w:t></w:r></w:p>'.repeat(3_000))
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  for (let at = 0; at < zip.length - 4; at++)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, says, true)
  return zip
}

export const FDX = `<?xml version="1.0" encoding="UTF-8"?>
<FinalDraft DocumentType="Script" Version="5"><Content>
<Paragraph Type="Scene Heading"><Text>INT. FERRY - DAY</Text></Paragraph>
<Paragraph Type="Action"><Text>Tomasz ties the rope.</Text></Paragraph>
</Content></FinalDraft>`

export const SRT =
  '1\n00:00:01,000 --> 00:00:03,500\nThe <i>river</i>\nis high.\n\n2\n00:01:02,000 --> 00:01:04,000\nWe wait.\n'
export const VTT = 'WEBVTT\n\nNOTE nobody reads this\n\n00:05.000 --> 00:06.000 align:start\n<v Ana>It is late.\n'

import { about, formatOf, readScreenplay, titleOf, writeOut } from './files.ts'

/** Converts a screenplay from one file to another. Says on standard error what the new file cannot carry. */
export async function convert(from: string, to: string, formats: { from?: string; to?: string }): Promise<void> {
  const source = formatOf(from, formats.from, '--from')
  const target = formatOf(to, formats.to, '--to')
  const { screenplay, notes } = await readScreenplay(from, source)
  const { content, lost } = await target.write(screenplay, titleOf(from))
  await writeOut(to, content)
  for (const { message, line } of notes) console.error(about(from, message, line))
  for (const sentence of lost) console.error(`${to === '-' ? 'standard output' : to}: ${sentence}`)
}

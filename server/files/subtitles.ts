import { FileError } from './fileError.ts'

/** The first time of a cue; hours may be missing in WebVTT. */
const TIMES = /^[^\S\n]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}[^\S\n]*-->/
/** WebVTT's tags, SubRip's, and the places that some programs write. */
const TAGS = /<[^<>\n]{0,200}>|\{\\[^{}\n]{0,80}\}/g

/** SubRip or WebVTT as a line for each cue: '[00:01:02] words'. Throws {@link FileError} when nothing in it has a time. */
export function subtitleText(text: string): string {
  const cues: string[] = []
  for (const block of text.split(/\n{2,}/)) {
    const lines = block.split('\n')
    const at = lines.findIndex(line => TIMES.test(line))
    const [, hours = '0', minutes = '0', seconds = '0'] = TIMES.exec(lines[at] ?? '') ?? []
    if (at < 0) continue
    const words = lines
      .slice(at + 1)
      .join(' ')
      .replace(TAGS, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (words !== '') cues.push(`[${[hours, minutes, seconds].map(part => part.padStart(2, '0')).join(':')}] ${words}`)
  }
  if (cues.length === 0) throw new FileError('untimed')
  return cues.join('\n')
}

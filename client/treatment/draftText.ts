export interface DraftParagraph {
  heading: boolean
  text: string
}

/** A variant while it is being written: '# Title' first, then '# Heading' lines and paragraphs parted by empty lines. */
export function readDraftText(text: string): { title: string; paragraphs: DraftParagraph[] } {
  const blocks = text
    .split(/\n+/)
    .map(line => line.trim())
    .filter(line => line !== '' && !/^#+$/.test(line))
    .map(line => ({ heading: /^#+\s/.test(line), text: line.replace(/^#+\s+/, '') }))
  const [first] = blocks
  const title = first?.heading ? first.text : ''
  return { title, paragraphs: title === '' ? blocks : blocks.slice(1) }
}

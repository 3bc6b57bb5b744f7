import { expect, it } from 'vitest'
import { readDraftText } from './draftText.ts'

it('reads a title, headings and paragraphs, as far as they have arrived', () => {
  const text = '# The Ferryman\n\nHe has never learnt to swim.\n\n## The wedding\n\nThe party boards'
  expect(readDraftText(text)).toEqual({
    title: 'The Ferryman',
    paragraphs: [
      { heading: false, text: 'He has never learnt to swim.' },
      { heading: true, text: 'The wedding' },
      { heading: false, text: 'The party boards' },
    ],
  })
  expect(readDraftText('# The Fer').title).toBe('The Fer')
  expect(readDraftText('#')).toEqual({ title: '', paragraphs: [] })
  expect(readDraftText('No title. #5 is alive').paragraphs).toEqual([{ heading: false, text: 'No title. #5 is alive' }])
})

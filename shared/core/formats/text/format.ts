import type { Format } from '../format.ts'
import { losses } from '../losses.ts'
import { readText } from './read.ts'
import { writeText } from './write.ts'

export const text: Format = {
  name: 'txt',
  label: 'plain text',
  extensions: ['txt', 'text'],
  mediaType: 'text/plain; charset=utf-8',
  read: readText,
  write: screenplay => ({ content: writeText(screenplay), lost: losses(screenplay, 'txt') }),
}

import type { Format } from '../format.ts'
import { losses } from '../losses.ts'
import { pagesOf, rangesOf } from '../pagesOf.ts'
import { readJson } from './read.ts'
import { writeJson } from './write.ts'

export const json: Format = {
  name: 'json',
  label: 'JSON',
  extensions: ['json'],
  mediaType: 'application/json; charset=utf-8',
  read: bytes => ({ screenplay: readJson(bytes), notes: [] }),
  write: screenplay => ({
    content: writeJson(screenplay, rangesOf(pagesOf(screenplay))),
    lost: losses(screenplay, 'json'),
  }),
}

import type { Format } from '../format.ts'
import { losses } from '../losses.ts'
import { readFdx } from './read.ts'
import { writeFdx } from './write.ts'

export const fdx: Format = {
  name: 'fdx',
  label: 'Final Draft',
  extensions: ['fdx'],
  mediaType: 'application/xml; charset=utf-8',
  read: bytes => {
    const { screenplay, notes } = readFdx(bytes)
    return { screenplay, notes: notes.map(message => ({ message })) }
  },
  write: screenplay => ({ content: writeFdx(screenplay), lost: losses(screenplay, 'fdx') }),
}

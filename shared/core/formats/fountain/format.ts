import type { Format } from '../format.ts'
import { losses } from '../losses.ts'
import { decodeFountain } from './decode.ts'
import { parseFountain } from './parse.ts'
import { fountainWarnings } from './warnings.ts'
import { writeFountain } from './write.ts'

export const fountain: Format = {
  name: 'fountain',
  label: 'Fountain',
  extensions: ['fountain', 'spmd', 'ftn'],
  mediaType: 'text/plain; charset=utf-8',
  read: bytes => {
    const text = decodeFountain(bytes)
    return { screenplay: parseFountain(text), notes: fountainWarnings(text) }
  },
  write: screenplay => ({ content: writeFountain(screenplay), lost: losses(screenplay, 'fountain') }),
}

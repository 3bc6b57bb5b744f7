import { hashOf } from '../agents/target.ts'
import type { Beat } from './beats.ts'

/** What a scene stores of the beat that it was written from: 32 hex digits over its words. */
export const beatHash = ({ title, body }: Pick<Beat, 'title' | 'body'>): string =>
  hashOf([title.normalize('NFC'), body.normalize('NFC')])

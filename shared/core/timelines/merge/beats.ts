import type * as Y from 'yjs'
import { BEAT_TEXTS, isShownBeat, readBeats } from '../../beats/beats.ts'
import { type Family, textIn } from './family.ts'
import { rowFamily, sourcesInWords } from './rowFamily.ts'

const LABELS: Readonly<Record<string, string>> = {
  title: 'Title',
  body: 'Words',
  rationale: 'Rationale',
  sources: 'Passage',
  madeBy: 'Author',
}

export const BEATS: Family = {
  ...rowFamily({
    root: 'beats',
    isShown: isShownBeat,
    texts: BEAT_TEXTS,
    strings: ['rationale'],
    values: ['madeBy'],
    maps: ['sources'],
  }),
  name: 'beat',
  kind: 'beat',
  labelOf: field => LABELS[field] ?? field,
  valueOf: (field, value) => (field === 'sources' ? sourcesInWords(value) : ''),
  namesOf: (doc: Y.Doc) => new Map(readBeats(doc).map(({ id, number }) => [id, `Beat ${number}`])),
  wordOf: { one: 'beat', titleOf: beat => textIn(beat, 'title') || textIn(beat, 'body') },
}

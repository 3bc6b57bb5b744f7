import { SHOT_COLUMNS, TEXT_COLUMNS } from '../../shots/columns.ts'
import { formatSeconds, isShotSeconds } from '../../shots/seconds.ts'
import { isShown, readShots } from '../../shots/shots.ts'
import { type Family, textIn } from './family.ts'
import { rowFamily, sourcesInWords } from './rowFamily.ts'

const LABELS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(SHOT_COLUMNS.map(({ key, title }) => [key, title])),
  duration: 'Duration',
  sources: 'Covered lines',
  rationale: 'Rationale',
  madeBy: 'Author',
}

/** The shots of a scene that is printed with this number. */
export const shotsOf = (sceneNumber: string): Family => ({
  ...rowFamily({
    root: 'shots',
    isShown,
    texts: TEXT_COLUMNS,
    strings: ['rationale'],
    values: ['duration', 'madeBy'],
    maps: ['sources'],
  }),
  name: 'shot',
  kind: 'shot',
  labelOf: field => LABELS[field] ?? field,
  valueOf(field, value) {
    if (field === 'duration') return isShotSeconds(value) ? `${formatSeconds(value)} s` : ''
    return field === 'sources' ? sourcesInWords(value) : ''
  },
  namesOf: doc => new Map(readShots(doc, sceneNumber).map(({ id, label }) => [id, `Shot ${label}`])),
  wordOf: { one: 'shot', titleOf: shot => textIn(shot, 'action') },
})

import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Author } from '../../shared/core/documents/author.ts'
import { readMadeBy } from '../../shared/core/documents/madeBy.ts'
import { makerName } from './maker.ts'
import { OfflineBadge } from './OfflineBadge.tsx'

const BEATS = { kind: 'agent', agent: 'beats', name: 'Beat sheet', jobId: 'j' } as const

it.each<[Author, string, boolean]>([
  [{ kind: 'person', id: 'ana', name: 'Ana' }, 'Ana', false],
  [BEATS, 'Beat sheet (agent)', false],
  [{ ...BEATS, offline: true }, 'Beat sheet (agent), offline', true],
])('what %o made says so, in words and where it was rules with a word beside it', (author, name, isLabelled) => {
  const kept = readMadeBy(JSON.parse(JSON.stringify(author)))
  expect(kept && makerName(kept)).toBe(name)
  expect(renderToStaticMarkup(<OfflineBadge of={kept} />).includes('>offline<')).toBe(isLabelled)
})

import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { Suggestion, SuggestionEdit } from '../../../shared/core/suggestions/suggestion.ts'
import { TooltipProvider } from '../../ui/Tooltip.tsx'
import { kindLabel, spokenChange, whoLabel } from './labels.ts'
import { SuggestionCard, type SuggestionCardProps } from './SuggestionCard.tsx'

const EDIT: SuggestionEdit = {
  kind: 'line-text',
  lineId: 'l1',
  before: 'She walks home slowly',
  after: 'She runs home',
}
const SUGGESTION: Suggestion = {
  id: 's1',
  group: 'g1',
  edit: EDIT,
  update: new Uint8Array(),
  places: [],
  earlier: [],
  author: { kind: 'agent', agent: 'rewrite', name: 'Writer', jobId: null },
  askedBy: { id: 'ana', name: 'Ana' },
  instruction: 'Make it shorter',
  rationale: 'One verb does the work of two.',
  model: 'offline',
  jobId: null,
  createdAt: '2026-01-01T00:00:00.000Z',
}
const nothing = () => {}

function html(props: Partial<SuggestionCardProps>): string {
  return renderToStaticMarkup(
    <TooltipProvider>
      <SuggestionCard
        suggestion={SUGGESTION}
        status="pending"
        user={{ id: 'ben', name: 'Ben' }}
        canWrite
        isActive={false}
        problem={null}
        groupSize={1}
        place="1 of 2"
        onFocus={nothing}
        onAccept={nothing}
        onReject={nothing}
        onAcceptAll={nothing}
        onRejectAll={nothing}
        onRevise={nothing}
        onAskAgain={nothing}
        {...props}
      />
    </TooltipProvider>,
  )
}
const buttons = (markup: string) =>
  [...markup.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(m => (m[1] ?? '').replace(/<[^>]*>/g, ''))

describe('a card', () => {
  it('says who, asked by whom and what, why, and the change in words', () => {
    const markup = html({})
    expect(markup).toContain('Writer (agent), offline')
    expect(html({ suggestion: { ...SUGGESTION, model: 'gpt-5' } })).not.toContain('offline')
    expect(markup).toContain('Ana asked: Make it shorter')
    expect(markup).toContain('One verb does the work of two.')
    expect(markup).toContain('Suggestion 1 of 2. Replace “walks” with “runs”. Delete “slowly”.')
    expect(buttons(markup)).toEqual(['Accept', 'Reject', 'Edit', 'Ask again'])
  })

  it('offers a reader nothing to press', () => {
    expect(buttons(html({ canWrite: false, groupSize: 3 }))).toEqual([])
  })

  it('while its words are fitted anew says so and cannot be accepted', () => {
    const markup = html({ status: 'rebasing' })
    expect(markup).toContain('The words changed – rebasing…')
    expect(markup).toMatch(/aria-disabled="true"[^>]*aria-busy="true"|aria-busy="true"[^>]*aria-disabled="true"/)
  })

  it('that is stale says what happened, shows both wordings and can be copied or dismissed', () => {
    const markup = html({ status: 'stale', suggestion: { ...SUGGESTION, stale: 'These words were rewritten.' } })
    expect(markup).toContain('These words were rewritten.')
    expect(markup).toContain('<dd>She walks home slowly</dd>')
    expect(buttons(markup)).toEqual(['Copy the proposed words', 'Dismiss', 'Edit', 'Ask again'])
  })

  it('of a group settles all of it', () => {
    expect(buttons(html({ groupSize: 3, onAskAgain: null }))).toEqual([
      'Accept',
      'Reject',
      'Edit',
      'Accept all',
      'Reject all',
    ])
  })

  it('names the person who changed the words, and the asker as you', () => {
    expect(whoLabel({ ...SUGGESTION, editedBy: { id: 'ben', name: 'Ben' } })).toBe(
      'Writer (agent), offline, edited by Ben',
    )
    expect(html({ user: { id: 'ana', name: 'Ana' } })).toContain('You asked: Make it shorter')
  })

  it('names every kind of change', () => {
    const lines = [{ id: 'n1', type: 'scene_heading' as const, runs: [{ text: 'INT. ROOM', marks: [] }] }]
    const insert: SuggestionEdit = { kind: 'insert-lines', after: null, scene: 's1', lines }
    expect(kindLabel(insert)).toBe('New line')
    expect(spokenChange(insert)).toBe('Insert Scene heading: “INT. ROOM”.')
    const cut: SuggestionEdit = {
      kind: 'delete-lines',
      lines: [
        { id: 'l1', before: 'A' },
        { id: 'l2', before: 'B' },
      ],
    }
    expect(kindLabel(cut)).toBe('Delete 2 lines')
    expect(kindLabel({ kind: 'line-type', lineId: 'l1', before: 'action', after: 'shot' })).toBe('Make this line: Shot')
    expect(kindLabel({ ...EDIT, after: '' })).toBe('Delete the words')
  })
})

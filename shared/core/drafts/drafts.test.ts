import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { draftKey, isDraftOf, readDrafts, removeDraft, startDraft, writeDraft } from './drafts.ts'

const fields = {
  jobId: 'job1',
  agent: 'rewrite',
  part: '',
  name: 'Writer',
  askedBy: { id: 'u1', name: 'Ada' },
  instruction: 'shorter',
  target: { lineIds: ['l1'] },
}

describe('the drafts of running agents', () => {
  it('show who asked for what, and the text as it arrives', () => {
    const doc = new Y.Doc()
    startDraft(doc, fields)
    expect(readDrafts(doc)).toEqual([{ ...fields, text: '', state: 'waiting' }])
    writeDraft(doc, 'job1', 'She')
    writeDraft(doc, 'job1', 'She waits.')
    expect(readDrafts(doc)[0]).toMatchObject({ text: 'She waits.', state: 'writing' })
  })

  it('of one job are as many as its answer has parts', () => {
    const doc = new Y.Doc()
    for (const part of ['variant-1', 'variant-2']) startDraft(doc, { ...fields, part })
    writeDraft(doc, draftKey('job1', 'variant-2'), 'Rain.')
    expect(readDrafts(doc)).toMatchObject([
      { jobId: 'job1', part: 'variant-1', text: '' },
      { jobId: 'job1', part: 'variant-2', text: 'Rain.' },
    ])
    expect([...doc.getMap('drafts').keys()].filter(key => isDraftOf(key, 'job1'))).toHaveLength(2)
    expect([...doc.getMap('drafts').keys()].filter(key => isDraftOf(key, 'job'))).toEqual([])
  })

  it('send only what is new', () => {
    const doc = new Y.Doc()
    startDraft(doc, fields)
    writeDraft(doc, 'job1', 'x'.repeat(5000))
    const updates: Uint8Array[] = []
    doc.on('update', update => updates.push(update))
    writeDraft(doc, 'job1', `${'x'.repeat(5000)} more`)
    expect(updates).toHaveLength(1)
    expect(updates[0]?.length).toBeLessThan(60)
  })

  it('begin anew when a try failed, and never cut an emoji in two', () => {
    const doc = new Y.Doc()
    startDraft(doc, fields)
    writeDraft(doc, 'job1', 'a 😀 b')
    writeDraft(doc, 'job1', 'a 😁 b')
    expect(readDrafts(doc)[0]?.text).toBe('a 😁 b')
    writeDraft(doc, 'job1', '')
    expect(readDrafts(doc)[0]).toMatchObject({ text: '', state: 'waiting' })
  })

  it('go when the job is over, and foreign entries are not read', () => {
    const doc = new Y.Doc()
    startDraft(doc, fields)
    removeDraft(doc, 'job1')
    doc.getMap('drafts').set('odd', new Y.Map([['agent', 5]]))
    expect(readDrafts(doc)).toEqual([])
  })
})

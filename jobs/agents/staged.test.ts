import { describe, expect, it } from 'vitest'
import type { Beginning } from '../../shared/core/brief/files.ts'
import { type StagedFile, sourceOf, stagedContext, toldSource } from './staged.ts'

const file = (name: string, text: string, over: Partial<StagedFile> = {}): StagedFile => ({
  name,
  role: 'context',
  tag: 'other',
  text,
  ...over,
})
const novel = file('novel.txt', 'Call me Ishmael.', { role: 'primary' })
const notes = file('notes.txt', 'Ahab limps.', { tag: 'character' })

const told = { isWhole: false, digest: null }
const expansion: Beginning = { mode: 'expansion', type: 'narrative' }
const condensation: Beginning = { ...expansion, mode: 'condensation' }
const transformation: Beginning = { ...expansion, mode: 'transformation' }

describe('files beside the brief', () => {
  it('are a source where the film is made from one, and context otherwise', () => {
    expect(sourceOf(condensation, [notes, novel])).toBe(novel)
    expect(sourceOf(transformation, [notes])).toBeNull()
    expect(sourceOf(expansion, [notes, novel])).toBeNull()
    expect(sourceOf({ ...expansion, type: 'audio' }, [notes, novel])).toBe(novel)
    expect(stagedContext(transformation, [notes, novel], told)).toEqual({
      source: 'Call me Ishmael.',
      files: '## notes.txt (Character notes)\nAhab limps.',
      leftOut: [],
    })
    expect(stagedContext(expansion, [novel], told)).toMatchObject({
      source: '',
      files: '## novel.txt (Other)\nCall me Ishmael.',
    })
  })

  it('that do not fit are left out by name', () => {
    const { files, leftOut } = stagedContext(condensation, [file('all.txt', 'x '.repeat(40_000)), notes, novel], told)
    expect(files).toContain('Ahab limps.')
    expect(leftOut).toEqual(['“all.txt”'])
  })

  it('a long source is told by its beginning, its middle and its end, and so much is left out', () => {
    const text = `It begins. ${'word '.repeat(100_000)}Half way. ${'word '.repeat(100_000)}It ends.`
    const words = toldSource(text)
    expect(words.length).toBeLessThan(121_000)
    for (const part of ['It begins.', 'Half way.', 'It ends.', 'characters are not told here'])
      expect(words).toContain(part)
    const long = file('moby.txt', text, { role: 'primary' })
    expect(stagedContext(condensation, [long], told).leftOut).toEqual(['88% of “moby.txt”'])
  })

  it('a source that was read by chapters is told by what was read of them', () => {
    const digest = { text: '## 1 of 2: Loomings\nIshmael goes to sea.', leftOut: ['chapter 2 of 2'] }
    expect(stagedContext(condensation, [novel, notes], { isWhole: false, digest })).toEqual({
      source: digest.text,
      files: '## notes.txt (Character notes)\nAhab limps.',
      leftOut: ['chapter 2 of 2'],
    })
  })

  it('are read whole by the offline crew, which says that it reads no context', () => {
    const long = file('moby.txt', 'word '.repeat(100_000), { role: 'primary' })
    expect(stagedContext(condensation, [long, notes], { isWhole: true, digest: null })).toEqual({
      source: long.text,
      files: '',
      leftOut: ['“notes.txt”: the offline crew reads no context files'],
    })
  })
})

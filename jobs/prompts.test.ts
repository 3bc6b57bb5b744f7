import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { registerAgents } from './agents/registry.ts'
import { loadPrompts, makePrompts, parsePrompt } from './prompts.ts'
import { chapterQuestion, joiningQuestions } from './reading/digest.ts'

const file = (over: { inputs?: string; body?: string; id?: string } = {}) => `---
id: ${over.id ?? 'greet'}
version: 2
inputs: ${over.inputs ?? '[name, place]'}
output: Greeting
model: text
---
# System

Be kind.

# Request
${over.body ?? 'Greet {{name}} in {{ place }}. Again: {{name}}.'}
`

describe('a prompt file', () => {
  it('has rules, a request and slots', () => {
    const prompts = makePrompts([parsePrompt('greet.md', file())])
    const { prompt, system, request } = prompts.render('greet', { name: 'Ada', place: 'Bath' })
    expect(system).toBe('Be kind.')
    expect(request).toBe('Greet Ada in Bath. Again: Ada.')
    expect(prompt.version).toBe(2)
  })

  it('never takes what a value contains for a slot', () => {
    const prompts = makePrompts([parsePrompt('greet.md', file())])
    expect(prompts.render('greet', { name: '{{place}} $& $1', place: 'Bath' }).request).toContain(
      'Greet {{place}} $& $1 in Bath',
    )
  })

  it.each([
    ['a slot that is not declared', { inputs: '[name]' }, 'place'],
    ['a declared slot that the text lacks', { inputs: '[name, place, time]' }, 'time'],
    ['no request', { body: '' }, ''],
    ['a field that nobody knows', { id: 'greet\ncolour: red' }, 'colour'],
  ])('with %s is refused by name', (_, over, word) => {
    const parse = () => parsePrompt('greet.md', file(over))
    if (word === '') expect(() => parsePrompt('greet.md', file().replace('# Request', ''))).toThrow('greet.md')
    else expect(parse).toThrow(new RegExp(`greet\\.md[\\s\\S]*${word}`))
  })

  it('keeps slots out of the rules: a document never becomes one', () => {
    expect(() => parsePrompt('greet.md', file().replace('Be kind.', 'Be kind to {{name}}.'))).toThrow(
      'never becomes a rule',
    )
  })

  it('that does not fit its agent stops the worker at start', async () => {
    const prompts = makePrompts([parsePrompt('greet.md', file())])
    expect(() => prompts.expect('greet', ['name'], 'Greeting')).toThrow('place')
    expect(() => prompts.expect('greet', ['name', 'place', 'time'], 'Greeting')).toThrow('time')
    expect(() => prompts.expect('greet', ['name', 'place'], 'Farewell')).toThrow('Greeting')
    expect(() => prompts.expect('other', [], 'Greeting')).toThrow('other')
    expect(() => prompts.render('greet', { name: 'Ada' })).toThrow('place')
  })

  it('of a reader is filled with the chapter and nothing else', async () => {
    const prompts = await loadPrompts()
    const reading = chapterQuestion(
      { title: 'CHAPTER 41. Moby Dick.', text: 'I, Ishmael, was one of that crew.' },
      40,
      135,
    )
    const { prompt, request } = prompts.render(reading.prompt, reading.values)
    expect(prompt.version).toBe(1)
    expect(request).toContain('chapter 41 of 135')
    expect(request).toContain('<chapter>\nCHAPTER 41. Moby Dick.\n\nI, Ishmael, was one of that crew.\n</chapter>')
    const [joined] = joiningQuestions(
      [
        { place: '1 of 2: One', summary: 'A.' },
        { place: '2 of 2: Two', summary: null },
      ],
      1,
    )
    expect(prompts.render('chapters', joined?.values ?? {}).request).toContain(
      '<digests>\n## 1 of 2: One\nA.\n\n## 2 of 2: Two\n(The model would not read this chapter.)\n</digests>',
    )
  })

  it('of ours is filled to its last slot, each slot once at least', async () => {
    const prompts = await loadPrompts()
    const files = (await readdir('prompts')).filter(name => /^[a-z-]+\.md$/.test(name))
    expect(files.length).toBeGreaterThanOrEqual(14)
    for (const name of files) {
      const { id, inputs } = parsePrompt(name, await readFile(`prompts/${name}`, 'utf8'))
      const values = Object.fromEntries(inputs.map(slot => [slot, `what stands in ${slot}.`]))
      const { prompt, system, request } = prompts.render(id, values)
      expect(`${prompt.id}.md`).toBe(name)
      expect(system.length, name).toBeGreaterThan(100)
      expect(system + request, name).not.toMatch(/\{\{|\}\}|undefined/)
      for (const words of Object.values(values)) expect(request, name).toContain(words)
    }
  })

  it('of ours fits its agent', async () => {
    expect([...registerAgents(await loadPrompts()).keys()].sort()).toEqual([
      'arcs',
      'beat',
      'beats',
      'breakdown',
      'director',
      'endings',
      'pacing',
      'plot-holes',
      'revise',
      'rewrite',
      'script',
      'treatment',
    ])
  })
})

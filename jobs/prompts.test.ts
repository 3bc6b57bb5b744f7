import { describe, expect, it } from 'vitest'
import { registerAgents } from './agents/registry.ts'
import { loadPrompts, makePrompts, parsePrompt } from './prompts.ts'

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

  it('of ours fits its agent', async () => {
    expect([...registerAgents(await loadPrompts()).keys()].sort()).toEqual([
      'beat',
      'beats',
      'breakdown',
      'revise',
      'rewrite',
      'script',
      'treatment',
    ])
  })
})

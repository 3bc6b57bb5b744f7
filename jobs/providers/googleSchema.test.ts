import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { sceneAnswer } from '../agents/storyAnswers.ts'
import { googleSchema } from './googleSchema.ts'

describe('the schema that Gemini is held to', () => {
  it('says of an agent’s answer all that matters', () => {
    expect(googleSchema(sceneAnswer)).toMatchObject({
      type: 'object',
      required: ['elements', 'rationale'],
      additionalProperties: false,
      properties: {
        elements: {
          type: 'array',
          items: { properties: { type: { type: 'string', enum: expect.arrayContaining(['action', 'dialogue']) } } },
        },
      },
    })
  })

  it('has only keywords that it takes; properties may have their names', () => {
    const schema = z.object({
      pattern: z.string().regex(/^a/).min(1).max(9).default('a'),
      mail: z.email(),
      day: z.iso.date(),
      count: z.int(),
      share: z.number().gt(0).max(1).multipleOf(0.5),
      kind: z.literal('cut'),
      either: z.union([z.literal(1), z.null(), z.literal(true)]),
      list: z.array(z.string()).min(1).max(3),
    })
    expect(googleSchema(schema)).toEqual({
      type: 'object',
      properties: {
        pattern: { type: 'string' },
        mail: { type: 'string' },
        day: { type: 'string', format: 'date' },
        count: { type: 'integer' },
        share: { type: 'number', maximum: 1 },
        kind: { type: 'string', enum: ['cut'] },
        either: { anyOf: [{ type: 'number', enum: [1] }, { type: 'null' }, { type: 'boolean' }] },
        list: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3 },
      },
      required: ['pattern', 'mail', 'day', 'count', 'share', 'kind', 'either', 'list'],
      additionalProperties: false,
    })
  })
})

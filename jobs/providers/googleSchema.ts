import { z } from 'zod'

/** What the Gemini API reads of JSON Schema (GenerateContentConfig.responseJsonSchema); it refuses or ignores the rest. */
const KEYWORDS: ReadonlySet<string> = new Set([
  '$id',
  '$defs',
  '$ref',
  '$anchor',
  'type',
  'format',
  'title',
  'description',
  'enum',
  'items',
  'prefixItems',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'anyOf',
  'oneOf',
  'properties',
  'additionalProperties',
  'required',
])
const FORMATS: ReadonlySet<string> = new Set(['date-time', 'date', 'time'])

/**
 * The schema as the Gemini API takes it. What is left out (patterns, lengths of strings, defaults) is still held to when
 * the answer is parsed.
 */
export function googleSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    override: ({ jsonSchema: node }) => {
      if (typeof node.const === 'string' || typeof node.const === 'number') node.enum = [node.const]
      if (node.enum?.some(value => typeof value !== 'string' && typeof value !== 'number')) delete node.enum
      if (node.format !== undefined && !FORMATS.has(node.format)) delete node.format
      if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum
      for (const keyword of Object.keys(node)) if (!KEYWORDS.has(keyword)) delete node[keyword]
    },
  })
  return rest
}

import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'

const DIRECTORY = fileURLToPath(new URL('../prompts', import.meta.url))

const frontMatter = z.strictObject({
  id: z.string().min(1),
  version: z.int().min(1),
  /** Every slot of the body. */
  inputs: z.array(z.string()),
  /** Name of the schema that the answer has. */
  output: z.string().min(1),
  /** Which kind of model it is written for; the configuration says which model that is. */
  model: z.enum(['text']),
})

export type Prompt = z.infer<typeof frontMatter> & { system: string; request: string }

export class PromptError extends Error {
  override name = 'PromptError'
}

export interface Prompts {
  /** Throws {@link PromptError} unless the prompt exists with exactly these slots and this output. */
  expect(id: string, slots: readonly string[], output: string): void
  render(id: string, values: Readonly<Record<string, string>>): { prompt: Prompt; system: string; request: string }
}

const SLOT = /\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g
const slotsOf = (text: string): string[] => [...new Set([...text.matchAll(SLOT)].map(match => match[1] ?? ''))].sort()

/**
 * A prompt file: YAML front matter, then Markdown with a part `# System` (the rules) and a part `# Request` (what is asked,
 * with the data). Throws {@link PromptError} when a slot of the body is not declared, or the other way round.
 */
export function parsePrompt(file: string, text: string): Prompt {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text)
  if (!parts) throw new PromptError(`${file}: no front matter between two lines of ---.`)
  const front = frontMatter.safeParse(parse(parts[1] ?? ''))
  if (!front.success) throw new PromptError(`${file}: ${z.prettifyError(front.error)}`)
  const body = /^\s*# System\n([\s\S]*?)\n# Request\n([\s\S]*)$/.exec(parts[2] ?? '')
  if (!body) throw new PromptError(`${file}: needs a part “# System” and after it a part “# Request”.`)
  const [system = '', request = ''] = [body[1]?.trim(), body[2]?.trim()]
  const [used, declared] = [slotsOf(system + request), [...front.data.inputs].sort()]
  if (JSON.stringify(used) !== JSON.stringify(declared))
    throw new PromptError(`${file}: the text has the slots [${used}], the front matter names [${declared}].`)
  if (slotsOf(system).length > 0)
    throw new PromptError(`${file}: slots belong into the request; what comes from documents never becomes a rule.`)
  return { ...front.data, system, request }
}

export function makePrompts(list: readonly Prompt[]): Prompts {
  const byId = new Map(list.map(prompt => [prompt.id, prompt]))
  const find = (id: string): Prompt => {
    const prompt = byId.get(id)
    if (!prompt) throw new PromptError(`There is no prompt “${id}” in prompts/.`)
    return prompt
  }
  return {
    expect(id, slots, output) {
      const prompt = find(id)
      const missing = prompt.inputs.filter(slot => !slots.includes(slot))
      const unknown = slots.filter(slot => !prompt.inputs.includes(slot))
      if (missing.length > 0 || unknown.length > 0)
        throw new PromptError(`Prompt “${id}”: nobody fills [${missing}], and it has no [${unknown}].`)
      if (prompt.output !== output)
        throw new PromptError(`Prompt “${id}” answers “${prompt.output}”, its agent reads “${output}”.`)
    },
    render(id, values) {
      const prompt = find(id)
      // one pass over the template: what a value contains is never taken for a slot
      const request = prompt.request.replace(SLOT, (_, name: string) => {
        const value = values[name]
        if (value === undefined) throw new PromptError(`Prompt “${id}”: the slot “${name}” was not filled.`)
        return value
      })
      return { prompt, system: prompt.system, request }
    },
  }
}

/** Reads and checks every prompt. Throws {@link PromptError}: a worker with a broken prompt does not start. */
export async function loadPrompts(directory = DIRECTORY): Promise<Prompts> {
  const files = (await readdir(directory)).filter(name => name.endsWith('.md') && name !== 'README.md').sort()
  return makePrompts(
    await Promise.all(files.map(async name => parsePrompt(name, await readFile(`${directory}/${name}`, 'utf8')))),
  )
}

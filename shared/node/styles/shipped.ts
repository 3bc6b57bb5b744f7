import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { wordCount } from '../../core/styles/chunk.ts'
import type { Sql } from '../database.ts'

/** The styles that ship with the program: Markdown files with a name and a description, all of it written for this. */
const FOLDER = fileURLToPath(new URL('./shipped', import.meta.url))

const frontMatter = z.strictObject({ name: z.string().min(1), description: z.string().min(1) })

export interface ShippedStyle {
  id: string
  name: string
  description: string
  text: string
}

/** Throws when a file is not as it should be: a worker with a broken one does not start. */
export async function readShippedStyles(): Promise<ShippedStyle[]> {
  const files = (await readdir(FOLDER)).filter(name => name.endsWith('.md')).sort()
  return Promise.all(
    files.map(async file => {
      const [, front = '', text = ''] =
        /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(await readFile(`${FOLDER}/${file}`, 'utf8')) ?? []
      return { id: `style-${file.slice(0, -3)}`, ...frontMatter.parse(parse(front)), text: text.trim() }
    }),
  )
}

/** Any number that only we lock in this database. */
const SEED_LOCK = 7_190_424_022

/**
 * Makes the rows of the shipped styles as this build has them. A text that has changed takes the place of the one before;
 * the style keeps its id, so that briefs go on naming it. Their passages are embedded like all others.
 */
export async function seedShippedStyles(sql: Sql): Promise<void> {
  const styles = await readShippedStyles()
  await sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(${SEED_LOCK})`
    for (const { id, name, description, text } of styles) {
      const sampleId = `${id}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`
      await tx`
        insert into styles (id, name, description, made_by_name) values (${id}, ${name}, ${description}, 'Aiuteur')
        on conflict (id) do update set name = excluded.name, description = excluded.description`
      await tx`delete from style_samples where style_id = ${id} and id <> ${sampleId}`
      await tx`
        insert into style_samples (id, style_id, name, kind, bytes, state, text, words, uploaded_by_name)
        values (${sampleId}, ${id}, ${`${name}, a sample`}, 'md', ${Buffer.byteLength(text)}, 'embedding', ${text},
          ${wordCount(text)}, 'Aiuteur') on conflict (id) do nothing`
    }
  })
}

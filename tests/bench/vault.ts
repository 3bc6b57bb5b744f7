import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../server/embeddedPostgres.ts'
import { findArtifact, readVault } from '../../server/vault/artifacts.ts'
import { readContents } from '../../server/vault/contents.ts'
import { vaultPageQuery } from '../../shared/core/api/vault.ts'
import { newId } from '../../shared/core/ids.ts'
import { connect } from '../../shared/node/database.ts'
import { migrate } from '../../shared/node/migrate.ts'
import { formatTable, percentile } from './table.ts'

/**
 * The vault of a project with 5,000 artifacts on ten timelines, beside three others as large, on a Postgres of its own:
 * milliseconds from the call to the answer.
 *
 *     node tests/bench/vault.ts
 */
const [PROJECTS, TIMELINES, SCENES, JOBS, PARTS, ROWS, RUNS] = [4, 10, 60, 700, 5, 1_500, 20]
const WORDS = 'rain lamp boat letter rope jetty water coat hand door light river stone night morning window'.split(' ')
/** Some 2,500 characters of prose, the same for every run. */
const prose = (seed: number): string =>
  Array.from({ length: 440 }, (_, at) => WORDS[(seed * 7 + at * at) % WORDS.length]).join(' ')

const home = await mkdtemp(join(tmpdir(), 'aiuteur-bench-'))
await chmod(home, 0o755)
const cluster = await startPostgres({
  home,
  logFile: join(home, 'postgres.log'),
  password: randomBytes(18).toString('base64url'),
})
const sql = connect(cluster.url('postgres'), 4)
try {
  await migrate(sql)
  await sql`insert into "user" (id, name, email) values ('ana', 'Ana', 'ana@example.org')`
  const projects: string[] = []
  for (let n = 0; n < PROJECTS; n++) projects.push(await fill())
  await sql`analyze`
  const [project = ''] = projects
  const query = (of: object) => vaultPageQuery.parse(of)
  const first = await readVault(sql, project, query({}))
  const { next } = await readVault(sql, project, query({ limit: 200 }))
  const [any] = first.artifacts
  const rows: (string | number)[][] = []
  for (const [name, ask] of [
    ['the first page', () => readVault(sql, project, query({}))],
    ['a page further down', () => readVault(sql, project, query({ after: next ?? '' }))],
    ['a word that a third of them say', () => readVault(sql, project, query({ q: 'letter' }))],
    ['a word that one says', () => readVault(sql, project, query({ q: 'zephyr4242' }))],
    ['one model, one stage', () => readVault(sql, project, query({ model: 'painter-1', stage: 10 }))],
    ['what there is, counted', () => readContents(sql, project)],
    ['one artifact', () => findArtifact(sql, project, any?.id ?? '')],
  ] as const) {
    const times: number[] = []
    for (let run = 0; run < RUNS; run++) {
      const before = performance.now()
      await ask()
      times.push(performance.now() - before)
    }
    rows.push([name, RUNS, percentile(times, 0.5), Math.max(...times)])
  }
  console.log(`${first.total} artifacts\n`)
  console.log(formatTable(['read', 'runs', 'p50', 'worst'], rows))
} finally {
  await sql.end()
  await cluster.stop()
  await rm(home, { recursive: true, force: true })
}

/** A project with its artifacts. Returns its id. */
async function fill(): Promise<string> {
  const project = newId()
  const timelines = Array.from({ length: TIMELINES }, (_, n) => ({
    id: newId(),
    project_id: project,
    name: `Branch ${n}`,
  }))
  const documents = timelines.map(({ id }) => ({ id: newId(), project_id: project, timeline_id: id, kind: 'script' }))
  await sql`insert into projects (id, name, type) values (${project}, 'Film', 'narrative')`
  await sql`insert into timelines ${sql(timelines)}`
  await sql`insert into documents ${sql(documents)}`
  const scenes = timelines.flatMap(({ id }) =>
    Array.from({ length: SCENES }, (_, place) => ({
      timeline_id: id,
      id: `scene${place}`,
      place,
      number: String(place + 1),
      heading: 'INT. ROOM - DAY',
    })),
  )
  await sql`insert into scenes ${sql(scenes)}`
  const jobs = Array.from({ length: JOBS }, (_, n) => ({
    id: newId(),
    project_id: project,
    timeline_id: timelines[n % TIMELINES]?.id ?? '',
    document_id: documents[n % TIMELINES]?.id ?? '',
    agent: 'script',
    key: newId(),
    state: 'done',
    input: {},
    asked_by: 'ana',
  }))
  await sql`insert into jobs ${sql(jobs)}`
  const parts = jobs.flatMap(({ id, document_id }, n) =>
    Array.from({ length: PARTS }, (_, part) => ({ id, document_id, part: `${part}`, n: n * PARTS + part })),
  )
  for (let at = 0; at < parts.length; at += 500) {
    const some = parts.slice(at, at + 500)
    await sql`
      insert into job_results ${sql(
        some.map(({ id, document_id, part, n }) => ({
          ...{ job_id: id, part, document_id, bytes: Buffer.alloc(2_000), element_id: `scene${n % SCENES}` },
        })),
      )}`
    await sql`
      insert into job_traces ${sql(
        some.map(({ id, part, n }) => ({
          ...{ job_id: id, attempt: 1, step: part, provider: 'openai', model: 'writer-1', prompt_id: 'scene' },
          ...{ prompt_version: 1, prompt: prose(n), depends_on: 'hash', credits: 2 },
          output: JSON.stringify({ elements: [{ type: 'action', text: `${prose(n)} zephyr${n}` }] }),
        })),
      )}`
  }
  const rows = Array.from({ length: ROWS }, (_, n) => ({
    ...{ project_id: project, kind: 'frame', row_id: newId(), timeline_id: timelines[n % TIMELINES]?.id ?? '' },
    ...{ scene_id: `scene${n % SCENES}`, title: 'Start frame', body: `Colder ${WORDS[n % WORDS.length]}`, media: 'm' },
    ...{ model: 'painter-1', credits: 4, made_at: new Date(Date.now() - n * 1_000) },
  }))
  await sql`insert into made_rows ${sql(rows)}`
  return project
}

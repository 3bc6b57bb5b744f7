import type { ArtifactDetail } from '../../shared/core/api/vault.ts'
import { readAnswer, type Shown } from '../../shared/core/vault/answers.ts'
import { isMedia } from '../../shared/core/vault/kinds.ts'
import { readStage } from '../../shared/core/vault/stages.ts'
import type { Query } from '../../shared/node/database.ts'
import { readVersion, readVersionState } from '../../shared/node/versionList.ts'
import { findArtifact } from './artifacts.ts'

/** One artifact with all of its words. Throws the 404 of something that is not there. */
export async function readArtifact(sql: Query, projectId: string, id: string): Promise<ArtifactDetail> {
  const { artifact, output, body } = await findArtifact(sql, projectId, id)
  const { instruction, repairs } = await askedFor(sql, artifact.jobId, id)
  const words = (said: Pick<Shown, 'lines' | 'rows'>) => ({ ...artifact, instruction, repairs, ...said })
  if (output !== null) return words(readAnswer(output))
  if (artifact.kind === 'locked')
    return { ...words(await lockedWords(sql, artifact.elementId ?? '')), instruction: body }
  if (isMedia(artifact.kind)) return { ...words({ lines: [], rows: [] }), instruction: body || instruction }
  return words({ lines: [{ type: 'general', text: body }], rows: [] })
}

/** What the person said, and what was put right in the answer before it was written down. */
async function askedFor(
  sql: Query,
  jobId: string | null,
  id: string,
): Promise<Pick<ArtifactDetail, 'instruction' | 'repairs'>> {
  const [row] = await sql<Pick<ArtifactDetail, 'instruction' | 'repairs'>[]>`
    select coalesce(j.input->>'instruction', '') as instruction, coalesce((
      select repairs from job_traces t
      where t.job_id = j.id and ${id} = 'answer:' || j.id || ':' || t.step and t.error is null order by t.id desc limit 1
    ), '{}') as repairs
    from jobs j where j.id = ${jobId}`
  return row ?? { instruction: '', repairs: [] }
}

async function lockedWords(sql: Query, versionId: string): Promise<Pick<Shown, 'lines' | 'rows'>> {
  const version = await readVersion(sql, versionId)
  if (!version) return { lines: [], rows: [] }
  const doc = await readVersionState(sql, versionId)
  const { lines, rows } = readStage(version.documentKind, doc)
  doc.destroy()
  return { lines, rows }
}

import { readBrief } from '../../shared/core/brief/brief.ts'
import { isReadByChapters } from '../../shared/core/brief/files.ts'
import { READING_PART, readingSentence } from '../../shared/core/brief/reading.ts'
import type { AgentDocuments } from '../agents/agent.ts'
import { type SourceDigest, sourceOf } from '../agents/staged.ts'
import type { DraftStream } from '../draftStream.ts'
import type { Reader } from './askReader.ts'
import { readSource } from './readSource.ts'

/** Reads the source first where it is too long for a model to be told, while people see how far it is; null where it is not. */
export async function readFirst(
  reader: Reader,
  { brief, type, files }: Pick<AgentDocuments, 'brief' | 'type' | 'files'>,
  stream: DraftStream,
): Promise<SourceDigest | null> {
  const beginning = { mode: readBrief(brief).mode, type }
  const source = sourceOf(beginning, files)
  if (!source || !isReadByChapters(beginning, source.text.length)) return null
  const draft = stream.begin(READING_PART, [])
  try {
    return await readSource(reader, source.text, progress => draft.write(() => readingSentence(progress)))
  } finally {
    draft.end()
  }
}

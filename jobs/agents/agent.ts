import type * as Y from 'yjs'
import type { z } from 'zod'
import type { AgentName } from '../../shared/core/agents/catalog.ts'
import type { NothingToDo } from '../../shared/core/agents/nothingToDo.ts'
import type { BeatTask, ProjectType } from '../../shared/core/api/schemas.ts'
import type { Against, Fingerprint, FLAGS } from '../../shared/core/dependencies/stageFlags.ts'
import type { Author } from '../../shared/core/documents/author.ts'
import type { StageId } from '../../shared/core/stages/stages.ts'
import { type ModelAnswer, ProviderError, type Task, type TextModel } from '../providers/textModel.ts'
import type { Kept } from './kept.ts'
import type { SourceReading, StagedFile } from './staged.ts'
import { type StyleContext, toldStyle } from './style.ts'
import type { Thread } from './thread.ts'

/** A job as its agent sees it. */
export interface AgentJob {
  id: string
  agent: AgentName
  documentId: string
  sceneId: string | null
  instruction: string
  selection?: { start: Record<string, unknown>; end: Record<string, unknown> } | undefined
  lineIds?: string[] | undefined
  rowId?: string | undefined
  rowIds?: readonly string[] | undefined
  task?: BeatTask | undefined
  messageId?: string | undefined
  angles?: readonly string[] | undefined
  askedBy: { id: string; name: string } | null
}

/** Copies of the documents as they are committed now: agents read them and make their edits on clones. */
export interface AgentDocuments {
  brief: Y.Doc
  treatment: Y.Doc
  beats: Y.Doc
  script: Y.Doc
  /** The scene's own document, for agents that work on a scene. */
  scene: Y.Doc | null
  /** The one that the job is about: one of those above. What earlier parts of the same job made is in it. */
  target: Y.Doc
  /** Is the target under a lock? Then nothing can be suggested in it. */
  isLocked: boolean
  type: ProjectType
  /** What is staged beside the brief, for agents that read it. */
  files: readonly StagedFile[]
  /** How whoever answers comes to know a long source. */
  reading: SourceReading
  /** The thread with the director, for agents that read it. */
  thread: Thread | null
  /** How it is to be written, for agents that write prose; null: in neutral descriptive prose. */
  style: StyleContext | null
  /** What a stage was last in step with; null when it never was. */
  baselineOf(stage: StageId, against: Against): Fingerprint | null
}

/** The job cannot be done, and trying again changes nothing. The sentence says what to do. */
export class AgentFailure extends Error {
  override name = 'AgentFailure'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** There is nothing for the agent to do: people are told so, and not that anything failed. */
export const nothingToDo = (code: NothingToDo, message: string): AgentFailure => new AgentFailure(code, message)

/** A model's answer that cannot be used; `message` tells the model what was wrong with it. */
export class InvalidAnswer extends Error {
  override name = 'InvalidAnswer'
}

export interface ApplyMeta {
  job: AgentJob
  step: string
  author: Author
  model: string
}

interface AgentDefinition<Context extends { leftOut: string[] }, Output> {
  name: AgentName
  /** Id of its prompt in prompts/, and the slots that it fills. */
  prompt: string
  slots: readonly string[]
  /** The parts of the answer, each asked for by itself; one without a name when left out. Names last over a restart. */
  steps?(job: AgentJob, documents: AgentDocuments): string[]
  /** Are the parts asked for at once? Otherwise each when the one before it is there. */
  together?: boolean
  /** Is it told the files that are staged beside the brief? */
  readsFiles?: boolean
  /** Is it told what was said in the thread with the director? */
  readsThread?: boolean
  /** Does it write nothing in a document that people should see arriving? */
  isSilent?: boolean
  /**
   * Agents that write prose: what they are about to write about, by which passages of the written style are looked for. They
   * are told these in the slot `style`.
   */
  writesAbout?(context: Context): string
  /** Hash of what the answer depends on (element ids, types, texts). Context that is not in it makes nothing outdated. */
  dependsOn(job: AgentJob, documents: AgentDocuments, step: string): string
  /** Everything the model is told. Throws {@link AgentFailure} when there is nothing to work on. */
  context(job: AgentJob, documents: AgentDocuments, step: string): Context
  fill(context: Context): Record<string, string>
  task(context: Context): Task
  output: z.ZodType<Output>
  outputName: string
  /** The lines, or the beat, that people see marked while the agent works. */
  lineIds(context: Context, job: AgentJob): string[]
  /** What people see of an answer that is still arriving. */
  draft(context: Context, partial: string): string
  /** Makes the answer usable or throws {@link InvalidAnswer}. Says what it had to repair. */
  check(context: Context, output: Output): { output: Output; repairs: string[] }
  /**
   * The update of the job's document, and what is stored in rows beside it. The update has a client id of its own, so that
   * applying it twice changes nothing.
   */
  apply(context: Context, output: Output, documents: AgentDocuments, meta: ApplyMeta): Uint8Array | Applied
  /** Which stages are in step with each other when all of it is done. */
  inStep?(job: AgentJob, documents: AgentDocuments): readonly InStep[]
}

export type InStep = (typeof FLAGS)[number]

interface Applied {
  bytes: Uint8Array
  kept: Kept
}

export interface Finished {
  bytes: Uint8Array
  /** Null: everything is in the bytes. */
  kept: Kept | null
  text: string
  model: string
  repairs: string[]
}

/** One part of a job, read and ready to be asked. */
export interface Prepared {
  values: Record<string, string>
  dependsOn: string
  lineIds: string[]
  leftOut: string[]
  ask(
    model: TextModel,
    rendered: { system: string; prompt: string },
    signal: AbortSignal,
    /** Hears that there is more; the draft is only read when it is to be shown. */
    onDraft: (read: () => string) => void,
    /** Hears of every answer that came, also of one that could not be used: it costs as much. */
    onAnswer: (answer: Pick<ModelAnswer<unknown>, 'usage' | 'model'>) => void,
  ): Promise<Finished>
}

export interface Agent {
  name: AgentName
  prompt: string
  slots: readonly string[]
  outputName: string
  together: boolean
  readsFiles: boolean
  readsThread: boolean
  isSilent: boolean
  steps(job: AgentJob, documents: AgentDocuments): string[]
  inStep(job: AgentJob, documents: AgentDocuments): readonly InStep[]
  /** What the written style is to be searched for; null for an agent that writes no prose. */
  styleQuery(job: AgentJob, documents: AgentDocuments, step: string): string | null
  prepare(job: AgentJob, author: Author, documents: AgentDocuments, step: string): Prepared
}

/** The part of an answer that has one only. */
export const WHOLE = ''

/** How often a model is asked for an answer that can be used, within one attempt. */
const ASKS = 2

/** An agent is one file that calls this. What is common to all is here: asking, checking, asking again for a better one. */
export function defineAgent<Context extends { leftOut: string[] }, Output>(
  definition: AgentDefinition<Context, Output>,
): Agent {
  const { name, prompt, outputName, writesAbout } = definition
  return {
    name,
    prompt,
    slots: writesAbout ? [...definition.slots, 'style'] : definition.slots,
    outputName,
    together: definition.together ?? false,
    readsFiles: definition.readsFiles ?? false,
    readsThread: definition.readsThread ?? false,
    isSilent: definition.isSilent ?? false,
    steps: (job, documents) => definition.steps?.(job, documents) ?? [WHOLE],
    inStep: (job, documents) => definition.inStep?.(job, documents) ?? [],
    styleQuery: (job, documents, step) => writesAbout?.(definition.context(job, documents, step)) ?? null,
    prepare(job, author, documents, step) {
      const context = definition.context(job, documents, step)
      const style = writesAbout ? documents.style : null
      return {
        values: { ...definition.fill(context), ...(writesAbout ? { style: toldStyle(style) } : {}) },
        dependsOn: definition.dependsOn(job, documents, step),
        lineIds: definition.lineIds(context, job),
        leftOut: [...context.leftOut, ...(style?.leftOut ?? [])],
        async ask(model, rendered, signal, onDraft, onAnswer) {
          let correction = ''
          for (let ask = 1; ; ask++) {
            let text = ''
            const answer: ModelAnswer<Output> = await model.generate(
              {
                task: definition.task(context),
                style,
                system: rendered.system,
                prompt: rendered.prompt + correction,
                schemaName: outputName,
                schema: definition.output,
                signal,
              },
              delta => {
                text += delta
                onDraft(() => definition.draft(context, text))
              },
            )
            onAnswer(answer)
            try {
              const { output, repairs } = definition.check(context, answer.value)
              const applied = definition.apply(context, output, documents, { job, step, author, model: answer.model })
              const { bytes, kept } = 'kept' in applied ? applied : { bytes: applied, kept: null }
              return { bytes, kept, text: answer.text, model: answer.model, repairs }
            } catch (error) {
              if (!(error instanceof InvalidAnswer)) throw error
              if (ask === ASKS)
                throw new ProviderError('invalid-output', `The answer cannot be used: ${error.message}`, {
                  partial: answer.text,
                })
              correction = `\n\nYour last answer could not be used: ${error.message} Answer again, in full.`
            }
          }
        },
      }
    },
  }
}

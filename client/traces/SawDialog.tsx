import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { type JobTrace, jobTrace } from '../../shared/core/api/schemas.ts'
import { api, sentenceOf } from '../api/request.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { Retrieved } from './Retrieved.tsx'
import styles from './traces.module.css'

interface SawDialogProps {
  jobId: string
  elementId?: string | null
  onClose: () => void
}

/** What the agent of a job was told, what did not fit, and what it said: for everybody who may read the project. */
export function SawDialog({ jobId, elementId = null, onClose }: SawDialogProps) {
  const traces = useQuery({
    queryKey: ['job', jobId, 'traces'],
    queryFn: () => api.get(`/api/jobs/${encodeURIComponent(jobId)}/traces`, z.array(jobTrace)),
  })
  const read = traces.data?.filter(isOfReader) ?? []
  const answers = traces.data?.filter(trace => !isOfReader(trace)).sort(byPart) ?? []
  const isAsked = (trace: JobTrace) =>
    traces.data?.length === 1 || (elementId !== null && trace.elementId === elementId)
  return (
    <Dialog
      open
      onOpenChange={open => {
        if (!open) onClose()
      }}
      wide
      title="What did the agent see?"
      description="Everything that it was given, and its answer. Nothing else of the project was sent."
    >
      {traces.isPending && <Spinner label="Reading what was kept" />}
      {traces.error && <ErrorNotice happened={sentenceOf(traces.error)} kept="The answer itself is where it was." />}
      {traces.data?.length === 0 && <p>It has not been asked yet, or it was stopped before it was.</p>}
      {read.length > 0 && (
        <details className={styles.trace}>
          <summary>{readTitle(read)}</summary>
          <p className={styles.empty}>
            The source was read first, stretch by stretch. What was made of each is what the agent was told of it.
          </p>
          <Traces of={read} isOpen={() => false} />
        </details>
      )}
      <Traces of={answers} isOpen={isAsked} />
    </Dialog>
  )
}

const isOfReader = ({ promptId }: JobTrace): boolean => promptId === 'chapter' || promptId === 'chapters'

/** 'Read 135 chapters'; tries that failed are not counted. */
function readTitle(read: readonly JobTrace[]): string {
  const count = new Set(read.filter(({ promptId, error }) => promptId === 'chapter' && !error).map(({ step }) => step))
    .size
  return count === 1 ? 'Read 1 chapter' : `Read ${count} chapters`
}

/** Parts that are made at once end in any order; tries of one follow each other. */
const byPart = (a: JobTrace, b: JobTrace): number =>
  partName(a.step, a.parts).localeCompare(partName(b.step, b.parts), 'en', { numeric: true })

function Traces({ of, isOpen }: { of: readonly JobTrace[]; isOpen: (trace: JobTrace) => boolean }) {
  return of.map(trace => (
    <Trace key={`${trace.attempt} ${trace.step} ${trace.at}`} trace={trace} isOpen={isOpen(trace)} />
  ))
}

/** Characters as people count them: '1,204 characters'. */
const sizeOf = (text: string): string =>
  text.length === 1 ? '1 character' : `${text.length.toLocaleString('en')} characters`

/** 'titlePage' -> 'title page'. */
const wordsOf = (slot: string): string => slot.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)

/** What stands between the tags that mark material for a model. */
const bare = (text: string): string => /^<[^>]+>\n([\s\S]*)\n<\/[^>]+>$/.exec(text)?.[1] ?? text

/** 'Scene 3 of 12', 'Variant 2'. */
function partName(step: string, parts: JobTrace['parts']): string {
  if (step === '') return 'The answer'
  // '41 of 135: CHAPTER 41. Moby Dick.', '1 to 17 of 135'
  if (parts.place) return `Chapter${parts.place.includes(' to ') ? 's' : ''} ${parts.place}`
  if (parts.scene) return `Scene ${parts.scene}`
  return `${step.charAt(0).toUpperCase()}${step.slice(1).replace('-', ' ')}`
}

function Trace({ trace, isOpen }: { trace: JobTrace; isOpen: boolean }) {
  const { step, attempt, provider, model, promptId, promptVersion, parts, leftOut, output, repairs, error } = trace
  const title = [partName(step, parts), ...(attempt > 1 ? [`try ${attempt}`] : [])].join(', ')
  const facts: [string, string][] = [
    ['Answered by', provider === 'offline' ? 'the offline crew (rules, no model)' : `${model} (${provider})`],
    ['Prompt', `prompts/${promptId}.md, version ${promptVersion}`],
    ['Tokens', `${trace.inputTokens.toLocaleString('en')} in, ${trace.outputTokens.toLocaleString('en')} out`],
    ['Cost', trace.credits === 1 ? '1 credit' : `${trace.credits} credits`],
    ['Time', `${(trace.milliseconds / 1000).toFixed(1)} s`],
    ['Left out', leftOut.length === 0 ? 'nothing' : leftOut.join(', ')],
    ...(repairs.length > 0 ? [['Put right', repairs.join('; ')] as [string, string]] : []),
  ]
  const given = Object.entries(parts).map(([slot, text]) => [slot, bare(text)] as const)
  return (
    <details className={styles.trace} open={isOpen}>
      <summary>
        {title}
        {error && <span className={styles.failed}> - failed: {error}</span>}
      </summary>
      <dl className={styles.facts}>
        {facts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {trace.retrievals.map((retrieval, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no ids and never move
        <Retrieved key={at} retrieval={retrieval} />
      ))}
      {given.map(([slot, text]) => (
        <Passage key={slot} title={wordsOf(slot)} text={text} />
      ))}
      {output !== null && <Reasons output={output} />}
      <Passage title="what it said" text={output ?? ''} />
    </details>
  )
}

/** What an answer says of itself: how it was made, and of a long source which chapter gave what. */
function Reasons({ output }: { output: string }) {
  const reasons = reasonsIn(output)
  return reasons === null ? null : <Passage title="why it is so" text={reasons} />
}

const reasoned = z.object({ rationale: z.string().trim().min(1) })

function reasonsIn(output: string): string | null {
  try {
    return reasoned.safeParse(JSON.parse(output)).data?.rationale ?? null
  } catch {
    // an account of a chapter in words, or an answer that broke off
    return null
  }
}

function Passage({ title, text }: { title: string; text: string }) {
  if (text.trim() === '')
    return (
      <p className={styles.empty}>
        {title}: <em>nothing</em>
      </p>
    )
  return (
    <details className={styles.passage}>
      <summary>
        {title} <span>{sizeOf(text)}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long passage scrolls by keys */}
      <pre tabIndex={0}>{text}</pre>
    </details>
  )
}

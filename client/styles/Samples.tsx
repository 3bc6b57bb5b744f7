import { useRef } from 'react'
import type { SampleRow, StyleDetail } from '../../shared/core/api/styles.ts'
import { FILE_KINDS, FILE_LIMITS } from '../../shared/core/brief/files.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import { counted } from '../../shared/core/text/counted.ts'
import { sentenceOf } from '../api/request.ts'
import { FileArea } from '../files/FileArea.tsx'
import { FileRow, FileRows } from '../files/FileRow.tsx'
import { TEXT_FILES } from '../files/useSending.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useSendingSamples, useStyleMutations } from './styleQueries.ts'
import styles from './styles.module.css'

/** What a style is made of: texts that are read, cut into passages and embedded, one row each. */
export function Samples({ style, canWrite }: { style: StyleDetail; canWrite: boolean }) {
  const { sending, send, forget } = useSendingSamples(style.id)
  const { removeSample, retrySample } = useStyleMutations()
  const toast = useToast()
  const button = useRef<HTMLButtonElement>(null)
  const onError = (error: Error) =>
    toast({ title: 'The sample is as it was', detail: sentenceOf(error), tone: 'danger' })
  const takeOut = (sampleId: string, name: string) =>
    removeSample.mutate(
      { id: style.id, sampleId },
      {
        onError,
        onSuccess: () => {
          announce(`${name} is removed.`)
          // what had the focus is gone
          button.current?.focus()
        },
      },
    )
  return (
    <FileArea
      title="Samples"
      add="Add samples"
      label="Samples of the style"
      accept={TEXT_FILES}
      multiple
      isOpen={canWrite}
      hint={
        canWrite &&
        `Drop files here or add them: ${FILE_KINDS.join(', ')}; at most ${FILE_LIMITS.bytes / 1024 / 1024} MB each, ${STYLE_LIMITS.samples} samples and ${STYLE_LIMITS.chunks.toLocaleString('en')} passages together. Add what you have the right to use.`
      }
      button={button}
      onFiles={send}
    >
      <FileRows label="Samples" sending={sending} onForget={forget}>
        {style.sampleRows.map(sample => (
          <FileRow
            key={sample.id}
            {...sample}
            facts={<SampleFacts sample={sample} />}
            onRemove={canWrite ? () => takeOut(sample.id, sample.name) : null}
          >
            {canWrite && sample.state === 'failed' && sample.words > 0 && (
              <Button
                size="small"
                onClick={() => retrySample.mutate({ id: style.id, sampleId: sample.id }, { onError })}
              >
                Try again
              </Button>
            )}
          </FileRow>
        ))}
      </FileRows>
      <p className={styles.hint}>
        {style.embedder.local
          ? 'Passages are read by a model on this server; nothing is sent anywhere.'
          : `Passages are read by ${style.embedder.name}: their text is sent there.`}
      </p>
    </FileArea>
  )
}

/** How far a sample is, or how much there is of it. */
function SampleFacts({ sample: { name, kind, state, words, chunks, embedded } }: { sample: SampleRow }) {
  if (state === 'embedding')
    return (
      <>
        <progress value={embedded} max={Math.max(1, chunks)} aria-label={`Passages of ${name} that are read`} />
        {embedded.toLocaleString('en')} of {counted(chunks, 'passage')}
      </>
    )
  return state === 'ready' && `${kind} · ${counted(words, 'word')} · ${counted(chunks, 'passage')}`
}

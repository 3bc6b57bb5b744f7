import { FilePlus2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { StyleDetail } from '../../shared/core/api/styles.ts'
import { FILE_KINDS, FILE_LIMITS } from '../../shared/core/brief/files.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import { sentenceOf } from '../api/request.ts'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { SampleItem, SendingSample } from './SampleItem.tsx'
import { useSendingSamples, useStyleMutations } from './styleQueries.ts'
import styles from './styles.module.css'

const ACCEPTED = [...FILE_KINDS.map(kind => `.${kind}`), '.markdown'].join(',')

/** What a style is made of: texts that are read, cut into passages and embedded, one row each. */
export function Samples({ style, canWrite }: { style: StyleDetail; canWrite: boolean }) {
  const { sending, send, forget } = useSendingSamples(style.id)
  const { removeSample, retrySample } = useStyleMutations()
  const toast = useToast()
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [over, setOver] = useState(false)
  const id = useId()
  const add = (list: FileList | null) => {
    if (canWrite && list && list.length > 0) void send([...list])
  }
  const onError = (error: Error) =>
    toast({ title: 'The sample is as it was', detail: sentenceOf(error), tone: 'danger' })
  return (
    // dropping is an extra way; the button does the same by keyboard
    <section
      className={styles.samples}
      aria-labelledby={`${id}-title`}
      data-over={over || undefined}
      onDragOver={event => {
        if (!canWrite || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        add(event.dataTransfer.files)
      }}
    >
      <div className={styles.sectionHead}>
        <h2 id={`${id}-title`} className={styles.sectionTitle}>
          Samples
        </h2>
        {canWrite && (
          <>
            <Button
              ref={button}
              size="small"
              icon={<FilePlus2 aria-hidden="true" />}
              aria-describedby={`${id}-hint`}
              onClick={() => input.current?.click()}
            >
              Add samples
            </Button>
            <input
              ref={input}
              type="file"
              multiple
              hidden
              accept={ACCEPTED}
              aria-label="Samples of the style"
              onChange={event => {
                add(event.target.files)
                // the same file may be chosen again after it was corrected
                event.target.value = ''
              }}
            />
          </>
        )}
      </div>
      {style.sampleRows.length + sending.length > 0 && (
        <ul className={styles.rows} aria-labelledby={`${id}-title`}>
          {style.sampleRows.map(sample => (
            <SampleItem
              key={sample.id}
              sample={sample}
              canWrite={canWrite}
              onRetry={() => retrySample.mutate({ id: style.id, sampleId: sample.id }, { onError })}
              onRemove={() =>
                removeSample.mutate(
                  { id: style.id, sampleId: sample.id },
                  {
                    onError,
                    onSuccess: () => {
                      announce(`${sample.name} is removed.`)
                      // what had the focus is gone
                      button.current?.focus()
                    },
                  },
                )
              }
            />
          ))}
          {sending.map(one => (
            <SendingSample key={one.key} sending={one} onForget={() => forget(one.key)} />
          ))}
        </ul>
      )}
      {canWrite && (
        <p id={`${id}-hint`} className={styles.hint}>
          Drop files here or add them: {FILE_KINDS.join(', ')}; at most {FILE_LIMITS.bytes / 1024 / 1024} MB each,{' '}
          {STYLE_LIMITS.samples} samples and {STYLE_LIMITS.chunks.toLocaleString('en')} passages together. Add what you
          have the right to use.
        </p>
      )}
      <p className={styles.hint}>
        {style.embedder.local
          ? 'Passages are read by a model on this server; nothing is sent anywhere.'
          : `Passages are read by ${style.embedder.name}: their text is sent there.`}
      </p>
    </section>
  )
}

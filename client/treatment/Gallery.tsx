import { Plus } from 'lucide-react'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { JobRow } from '../../shared/core/api/schemas.ts'
import { type ProseFigures, proseFigures } from '../../shared/core/treatment/figures.ts'
import { chooseVariant, readProse, readVariants, type Variant } from '../../shared/core/treatment/variants.ts'
import { bringBackVariant, removeVariant } from '../../shared/core/treatment/write.ts'
import { SawDialog } from '../traces/SawDialog.tsx'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import frame from '../ui/PageFrame.module.css'
import { useToast } from '../ui/Toast.tsx'
import { titleOf } from './angle.tsx'
import { RunningVariants } from './RunningVariants.tsx'
import styles from './treatment.module.css'
import { type Treatment, useReading } from './treatmentStore.ts'
import type { Slot } from './useTreatmentAgent.ts'
import { VariantCard } from './VariantCard.tsx'

interface GalleryProps {
  projectId: string
  doc: Y.Doc
  treatment: Treatment
  /** Why nothing can be changed; null while it can. */
  reason: string | null
  /** Stands above the cards: what went wrong. */
  notices: ReactNode
  /** The job that writes variants now, if one does, and what its three are at. */
  running: { job: JobRow; slots: readonly Slot[]; reading: string; reason: string | null } | null
  tools: ReactNode
  onOpen: (variantId: string, beside?: string) => void
  onWrite: () => void
}

const figuresOf = (doc: Y.Doc): ReadonlyMap<string, ProseFigures> =>
  new Map(readVariants(doc).map(({ id }) => [id, proseFigures(readProse(doc, id))]))

/** Every variant there is; the chosen one is the treatment. */
export function Gallery(props: GalleryProps) {
  const { projectId, doc, treatment, reason, notices, running, tools, onOpen, onWrite } = props
  const { active, variants } = treatment
  const figures = useReading(doc, figuresOf)
  const toast = useToast()
  // here, since a card is drawn anew when the job that writes it ends
  const [saw, setSaw] = useState<{ jobId: string; elementId: string } | null>(null)
  const remove = useCallback(
    (id: string, title: string) => {
      removeVariant(doc, id)
      toast({
        title: `Removed “${title}” from the gallery`,
        action: { label: 'Undo', run: () => bringBackVariant(doc, id) },
      })
    },
    [doc, toast],
  )
  const card = (variant: Variant) => {
    const { id } = variant
    const other = active !== null && active !== id ? active : variants.find(one => one.id !== id)?.id
    return (
      <VariantCard
        variant={variant}
        figures={figures.get(id) ?? proseFigures(readProse(doc, id))}
        isChosen={id === active}
        reason={reason}
        onOpen={() => onOpen(id)}
        onCompare={other === undefined ? null : () => (id === active ? onOpen(id, other) : onOpen(other, id))}
        onSaw={jobId => setSaw({ jobId, elementId: id })}
        onChoose={() => {
          chooseVariant(doc, id)
          announce(`“${titleOf(variant)}” is the treatment now.`)
        }}
        onRemove={() => remove(id, titleOf(variant))}
      />
    )
  }
  const slots = running?.slots
  const beingWritten = useMemo(
    () => new Set((slots ?? []).flatMap(slot => (slot.kind === 'done' ? [slot.variant.id] : []))),
    [slots],
  )
  return (
    <main className={frame.page}>
      <div className={styles.content}>
        <div className={styles.head}>
          <h1 className={frame.title}>Treatment</h1>
          <p className={styles.lead}>
            {active === null
              ? 'Choose the variant that the film follows. The others stay here, to take paragraphs from.'
              : 'The chosen variant is the treatment. The others stay here, to take paragraphs from.'}
          </p>
          <div className={styles.tools}>
            {tools}
            <Button icon={<Plus aria-hidden="true" />} disabledReason={reason} onClick={onWrite}>
              Write one yourself
            </Button>
          </div>
        </div>
        {notices}
        {running && <RunningVariants projectId={projectId} {...running} drawCard={card} />}
        <ul className={styles.cards}>
          {variants
            .filter(({ id }) => !beingWritten.has(id))
            .map(variant => (
              <li key={variant.id}>{card(variant)}</li>
            ))}
        </ul>
      </div>
      {saw && <SawDialog {...saw} onClose={() => setSaw(null)} />}
    </main>
  )
}

import { Info } from 'lucide-react'
import type * as Y from 'yjs'
import { variantEntry, variantTitle } from '../../shared/core/treatment/variants.ts'
import { bringBackVariant } from '../../shared/core/treatment/write.ts'
import { Button } from '../ui/Button.tsx'
import { titleOf } from './angle.tsx'
import styles from './treatment.module.css'

interface GoneVariantProps {
  doc: Y.Doc
  id: string
  /** Why it cannot be brought back; null while it can. */
  reason: string | null
}

/** Somebody took the variant that is open here out of the gallery. */
export function GoneVariant({ doc, id, reason }: GoneVariantProps) {
  if (!variantEntry(doc, id)) return null
  return (
    <p className={styles.notice} role="status">
      <Info aria-hidden="true" />
      <span>
        “{titleOf({ title: variantTitle(doc, id)?.toString() ?? '' })}” was taken out of the gallery. Its words are
        kept.
      </span>
      <Button size="small" disabledReason={reason} onClick={() => bringBackVariant(doc, id)}>
        Bring it back
      </Button>
    </p>
  )
}

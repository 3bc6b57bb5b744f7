import type { StyleDetail } from '../../shared/core/api/styles.ts'
import { StyleDialog } from './StyleDialog.tsx'
import { useStyleMutations } from './styleQueries.ts'

/** The name and the description of a style. Briefs go on naming it, under its new name. */
export function EditStyle({ style, onClose }: { style: StyleDetail; onClose: () => void }) {
  const { change } = useStyleMutations()
  return (
    <StyleDialog
      title="Name and description"
      confirm="Save"
      initial={style}
      saving={change}
      onConfirm={words => change.mutate({ id: style.id, ...words }, { onSuccess: onClose })}
      onClose={onClose}
    />
  )
}

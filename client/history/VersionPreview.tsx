import { useQuery } from '@tanstack/react-query'
import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { VersionRow } from '../../shared/core/api/versions.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { ExportMenu } from '../project/ExportMenu.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useWarning } from '../warning/WarningProvider.tsx'
import styles from './history.module.css'
import { Legend } from './Legend.tsx'
import { type Compared, exportPath, shownQuery, useVersionMutations } from './queries.ts'
import { isChanged, ViewChanges } from './ViewChanges.tsx'
import { called } from './words.ts'

const COMPARED: readonly { value: Compared; label: string; description: string }[] = [
  { value: 'before', label: 'What changed', description: 'Since the version before' },
  { value: 'now', label: 'What changed since', description: 'From this version to now' },
  { value: 'alone', label: 'As it was', description: 'Without marks' },
]

/** Of the exported file, as the server calls it: 'Ferry, First draft', or with the minute of a version without a name. */
const fileName = (project: string, { name, createdAt }: VersionRow): string =>
  `${project}, ${name ?? createdAt.slice(0, 16).replace('T', ' ').replace(':', '.')}`

interface VersionPreviewProps {
  version: VersionRow
  before: VersionRow | null
  /** 'the script', 'scene 3'. */
  what: string
}

/** One version on paper, compared as one likes, with what can be done with it. */
export function VersionPreview({ version, before, what }: VersionPreviewProps) {
  const { project, canWrite } = useProjectContext()
  const [compared, setCompared] = useState<Compared>('before')
  const [looking, setLooking] = useState(false)
  const [removing, setRemoving] = useState(false)
  const shown = useQuery(shownQuery(project.id, version, before, compared))
  const { restore, remove } = useVersionMutations(project.id, version.documentId)
  const toast = useToast()
  const refused = (error: Error): void =>
    toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' })
  const warn = useWarning()
  const askToRestore = async (): Promise<void> => {
    setLooking(true)
    await warn({
      operation: { kind: 'restore', versionId: version.id },
      title: `Restore ${called(version)}?`,
      description: `For everybody, ${what} will say what it said then. What stands there now is kept as a version of its own, and what somebody is typing at this moment stays.`,
      confirm: 'Restore',
      before: `restoring ${called(version)}`,
      always: true,
      run: () =>
        restore.mutate(version, {
          onSuccess: ({ changed, before: kept }) =>
            toast(
              changed
                ? { title: `Restored ${called(version)}`, detail: `Before it: “${kept?.name ?? ''}”.`, tone: 'ok' }
                : { title: 'Nothing to restore', detail: `Now ${what} says the same.` },
            ),
          onError: refused,
        }),
    })
    setLooking(false)
  }
  const editorsOnly = canWrite ? null : 'Editors can do this.'
  const marked = compared === 'now' || (compared === 'before' && before !== null)
  return (
    <>
      <div className={styles.tools} role="toolbar" aria-label={`About ${called(version)}`}>
        <Select aria-label="Show" value={compared} onChange={setCompared} options={COMPARED} />
        <Button
          icon={<RotateCcw aria-hidden="true" />}
          pending={looking || restore.isPending}
          disabledReason={editorsOnly}
          onClick={() => void askToRestore()}
        >
          Restore
        </Button>
        {shown.data?.view.kind === 'script' && (
          <ExportMenu path={exportPath(version)} name={fileName(project.name, version)} variant="quiet" />
        )}
        {version.kind === 'named' && (
          <Button
            variant="quiet"
            icon={<Trash2 aria-hidden="true" />}
            disabledReason={editorsOnly}
            onClick={() => setRemoving(true)}
          >
            Delete
          </Button>
        )}
        {shown.data && marked && <Legend view={shown.data.view} authors={shown.data.authors} />}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={styles.desk} aria-label={called(version)} aria-busy={shown.isPending} tabIndex={0}>
        {!shown.data && <ReadFailure query={shown} />}
        {shown.isPending && <PagePending />}
        {shown.data && (
          <>
            {marked && !isChanged(shown.data.view) && (
              <p className={styles.nothing} role="status">
                {compared === 'now' ? `Now ${what} says the same.` : 'Nothing that is shown here was changed.'}
              </p>
            )}
            <ViewChanges {...shown.data} folded={marked} />
          </>
        )}
      </section>
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        danger
        title={`Delete ${called(version)}?`}
        description={
          version.timelineVersionId === null
            ? `The version is gone for everybody. Nothing in ${what} changes.`
            : 'The versions of the script and of every scene that were kept under this name are gone for everybody. Nothing in them changes now.'
        }
        confirm="Delete"
        onConfirm={() => remove.mutate(version, { onError: refused })}
      />
    </>
  )
}

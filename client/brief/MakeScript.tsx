import { FileInput } from 'lucide-react'
import { may } from '../../shared/core/access.ts'
import { SCREENPLAY_KINDS } from '../../shared/core/brief/files.ts'
import { useProjectContext } from '../project/context.tsx'
import { useFileNotes } from '../project/FileNotes.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useFileMutations, useFiles } from './fileQueries.ts'
import styles from './staging.module.css'

/** Puts the Primary file, a screenplay, into the empty script. */
export function MakeScript() {
  const { project, role } = useProjectContext()
  const { data: files = [] } = useFiles(project.id)
  const { makeScript } = useFileMutations(project.id)
  const tell = useFileNotes()
  const toast = useToast()
  const primary = files.find(file => file.role === 'primary' && file.state === 'ready')
  const reason = !may(role, 'project.import')
    ? 'Editors can do this.'
    : !primary
      ? 'Add the screenplay as a file and make it Primary first.'
      : SCREENPLAY_KINDS.includes(primary.kind)
        ? null
        : 'The Primary file is no screenplay: it must be fountain, fdx, pdf or txt.'
  return (
    <>
      <div className={styles.script}>
        <Button
          icon={<FileInput aria-hidden="true" />}
          pending={makeScript.isPending}
          disabledReason={reason}
          onClick={() =>
            primary &&
            makeScript.mutate(primary.id, {
              onSuccess: told => {
                toast({ title: 'The screenplay is the script', detail: `It came from ${primary.name}.` })
                tell(told)
              },
            })
          }
        >
          Make it the script
        </Button>
        <span className={styles.hint}>The Primary file goes into the script, which must be empty.</span>
      </div>
      {makeScript.error && <ErrorNotice happened={makeScript.error.message} />}
    </>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { Archive, ArchiveRestore, ChevronDown, LayoutGrid, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import { sentenceOf } from '../api/request.ts'
import { NameEditor } from '../dashboard/NameEditor.tsx'
import { usePatchProject } from '../dashboard/projectMutations.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useProjectContext } from './context.tsx'
import styles from './ProjectFrame.module.css'

/** The project's name; a press opens what can be done with the project as a whole. */
export function ProjectMenu() {
  const { project, role } = useProjectContext()
  const [renaming, setRenaming] = useState(false)
  const patch = usePatchProject()
  const toast = useToast()
  const navigate = useNavigate()
  const change = (part: { name?: string; archived?: boolean }, done?: () => void): void =>
    patch.mutate(
      { id: project.id, ...part },
      {
        onSuccess: done,
        onError: error => toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' }),
      },
    )
  const archive = (archived: boolean): void =>
    change({ archived }, () =>
      toast({
        title: archived ? `Archived “${project.name}”` : `Brought back “${project.name}”`,
        action: { label: 'Undo', run: () => archive(!archived) },
      }),
    )
  if (renaming)
    return (
      <div className={styles.rename}>
        <NameEditor
          name={project.name}
          onDone={name => {
            setRenaming(false)
            if (name !== null && name !== project.name) change({ name })
          }}
        />
      </div>
    )
  return (
    <>
      <Menu
        onCloseAutoFocus={event => renaming && event.preventDefault()}
        trigger={
          <Button variant="quiet" className={styles.name} aria-label={`Project ${project.name}`}>
            <span className={styles.nameText}>{project.name}</span>
            <ChevronDown aria-hidden="true" />
          </Button>
        }
        items={[
          { label: 'All projects', icon: <LayoutGrid />, onSelect: () => void navigate({ to: '/' }) },
          { kind: 'separator' },
          {
            label: 'Rename',
            icon: <PencilLine />,
            disabledReason: may(role, 'project.rename') ? null : 'Only the owner and admins can rename it.',
            onSelect: () => setRenaming(true),
          },
          {
            label: project.archived ? 'Bring back' : 'Archive',
            icon: project.archived ? <ArchiveRestore /> : <Archive />,
            disabledReason: may(role, 'project.archive') ? null : 'Only the owner can archive it.',
            onSelect: () => archive(!project.archived),
          },
        ]}
      />
      {project.archived && <Badge>Archived</Badge>}
    </>
  )
}

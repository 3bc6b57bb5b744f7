import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { LibraryDetail, MadeCopy } from '../../shared/core/api/library.ts'
import { useProjects } from '../api/hooks.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { sentenceOf } from '../api/request.ts'
import { useTimelines } from '../timelines/queries.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useLibraryMutations } from './libraryQueries.ts'

interface UseInProjectProps {
  asset: LibraryDetail
  onClose: () => void
}

/** Chooses a project and a timeline where one may write, and copies the asset there. */
export function UseInProject({ asset, onClose }: UseInProjectProps) {
  const projects = useProjects()
  const writable = (projects.data ?? []).filter(({ role, archived }) => !archived && may(role, 'document.write'))
  const [wanted, setWanted] = useState<string | null>(null)
  const [timelineId, setTimelineId] = useState<string | null>(null)
  // one that has it already is the last to be meant
  const has = new Set([...asset.usedIn.places, asset.promoted?.project].map(place => place?.projectId))
  const project = writable.find(({ id }) => id === wanted) ?? writable.find(({ id }) => !has.has(id)) ?? writable[0]
  const { copy, takeBack } = useLibraryMutations()
  const toast = useToast()
  const undo = (made: MadeCopy): void =>
    takeBack.mutate(made, {
      onSuccess: () => toast({ title: `“${made.name}” was taken out again` }),
      onError: error => toast({ title: 'It is still there', detail: sentenceOf(error), tone: 'danger' }),
    })
  const send = (): void => {
    if (!project || copy.isPending) return
    copy.mutate(
      { id: asset.id, projectId: project.id, timelineId: timelineId ?? project.timelineId },
      {
        onSuccess: made => {
          onClose()
          toast({
            title: `“${made.name}” is in “${project.name}”`,
            detail:
              made.name === asset.name
                ? 'It is a copy: change it there as you like.'
                : `There is another “${asset.name}”, so this one got a number.`,
            tone: 'ok',
            action: { label: 'Undo', run: () => undo(made) },
          })
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Use “${asset.name}” in a project`}
      description="It is copied there, with its image key and its description. The library knows where its copies are."
      onSubmit={send}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="primary"
            pending={copy.isPending}
            disabledReason={project ? null : 'There is no project to use it in.'}
          >
            Use it there
          </Button>
        </>
      }
    >
      {projects.isPending && <Spinner label="Reading the projects" />}
      {!projects.data && <ReadFailure query={projects} what="The projects could not be read." />}
      {projects.data && !project && <p>There is no project that you may write in yet. Make one, and come back.</p>}
      {project && (
        <>
          <Field label="Project">
            <Select
              value={project.id}
              onChange={chosen => {
                setWanted(chosen)
                setTimelineId(null)
                copy.reset()
              }}
              options={writable.map(({ id, name: label }) => ({ value: id, label }))}
            />
          </Field>
          <TimelineField
            projectId={project.id}
            value={timelineId ?? project.timelineId}
            onChange={chosen => {
              setTimelineId(chosen)
              copy.reset()
            }}
          />
        </>
      )}
      {copy.error && <ErrorNotice happened={sentenceOf(copy.error)} />}
    </Dialog>
  )
}

interface TimelineFieldProps {
  projectId: string
  value: string
  onChange: (timelineId: string) => void
}

function TimelineField({ projectId, value, onChange }: TimelineFieldProps) {
  const timelines = useTimelines(projectId)
  if (timelines.isPending) return <Spinner label="Reading the timelines" />
  if (!timelines.data) return <ReadFailure query={timelines} what="The timelines could not be read." />
  return (
    <Field label="Timeline">
      <Select
        value={value}
        onChange={onChange}
        options={timelines.data
          .filter(({ deletedAt }) => deletedAt === null)
          .map(({ id, name: label }) => ({ value: id, label }))}
      />
    </Field>
  )
}

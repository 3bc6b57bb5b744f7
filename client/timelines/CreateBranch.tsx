import { useState } from 'react'
import { forkTimeline } from '../../shared/core/api/timelines.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useTimelineMutations } from './queries.ts'
import { useSwitchTimeline } from './useSwitchTimeline.ts'

interface CreateBranchProps {
  /** An earlier version to begin at; null: the timeline as it is now. */
  from: { id: string; name: string } | null
  onClose: () => void
}

/** Asks for a name, makes the timeline and goes there. */
export function CreateBranch({ from, onClose }: CreateBranchProps) {
  const { project } = useProjectContext()
  const [form, setForm] = useState({ name: '', message: '' })
  const [tried, setTried] = useState(false)
  const { fork } = useTimelineMutations(project.id)
  const goTo = useSwitchTimeline()
  const toast = useToast()
  const parsed = forkTimeline.safeParse(form)
  const mistake = (field: string): string | null =>
    (tried && parsed.error?.issues.find(issue => issue.path[0] === field)?.message) || null
  const send = (): void => {
    setTried(true)
    if (!parsed.success || fork.isPending) return
    const { name, message } = parsed.data
    fork.mutate(
      { name, message, commitId: from?.id ?? null },
      {
        onSuccess: ({ timelineId }) => {
          onClose()
          goTo({ id: timelineId, main: false })
          toast({ title: `You are on “${name}”`, detail: 'What you write here changes no other timeline.', tone: 'ok' })
        },
      },
    )
  }
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title="Create a new branch"
      description={
        from
          ? `It begins as everything was at “${from.name}”. Nothing that was written since is lost: it stays on its timeline.`
          : `It begins as “${project.timelineName}” is now: every document, every scene and its shots. “${project.timelineName}” stays as it is.`
      }
      onSubmit={send}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={fork.isPending}>
            Create branch
          </Button>
        </>
      }
    >
      <Field label="Name" error={mistake('name')}>
        <Input
          value={form.name}
          maxLength={80}
          placeholder="A darker ending"
          onChange={event => setForm({ ...form, name: event.target.value })}
        />
      </Field>
      <Field label="Why (optional)" error={mistake('message')} hint="Everybody reads it in the version history.">
        <Input value={form.message} onChange={event => setForm({ ...form, message: event.target.value })} />
      </Field>
      {fork.error && <ErrorNotice happened={sentenceOf(fork.error)} kept="Nothing was changed." />}
    </Dialog>
  )
}

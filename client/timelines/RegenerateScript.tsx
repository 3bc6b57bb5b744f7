import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { z } from 'zod'
import { forkTimeline, scenesUnchanged } from '../../shared/core/api/timelines.ts'
import { useAgents } from '../api/hooks.ts'
import { api } from '../api/request.ts'
import { timelineNow } from '../api/timeline.ts'
import { useProjectContext } from '../project/context.tsx'
import { WhyBox } from '../stages/WhyBox.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { useToast } from '../ui/Toast.tsx'
import styles from './timelines.module.css'
import { useSwitchTimeline } from './useSwitchTimeline.ts'

const made = z.object({ timelineId: z.string() })

/** The whole script anew: on a branch with a name, with a reason; scenes whose beat did not change can stay. */
export function RegenerateScript({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { project } = useProjectContext()
  const path = `/api/projects/${encodeURIComponent(project.id)}/script/regenerate`
  const counted = useQuery({
    queryKey: ['project', project.id, 'scenes', timelineNow(), 'unchanged'],
    queryFn: () => api.get(path, scenesUnchanged),
    enabled: open,
  }).data
  const agent = useAgents(project.id).data?.find(one => one.name === 'script')
  const [name, setName] = useState('')
  const [keep, setKeep] = useState(true)
  const [problem, setProblem] = useState<string | null>(null)
  const queries = useQueryClient()
  const goTo = useSwitchTimeline()
  const toast = useToast()
  const keeping = useId()
  const ask = useMutation({ mutationFn: (why: string) => api.post(path, { name, why, keep }, made) })
  const field = useRef<HTMLInputElement>(null)
  const check = (): boolean => {
    const wrong = forkTimeline.safeParse({ name }).error?.issues[0]?.message ?? null
    setProblem(wrong)
    if (wrong) field.current?.focus()
    return wrong === null
  }
  const start = async (why: string): Promise<void> => {
    const { timelineId } = await ask.mutateAsync(why)
    await queries.invalidateQueries({ queryKey: ['project', project.id] })
    goTo({ id: timelineId, main: false })
    toast({ title: `The script is written anew on “${name}”`, detail: `“${project.timelineName}” stays as it is.` })
  }
  return (
    <WhyBox
      open={open}
      onOpenChange={onOpenChange}
      title="Regenerate the script on a new branch"
      happens={`The script is written anew from the confirmed beat sheet, on a timeline of its own. What is made in scenes comes along, and is to be approved again there. “${project.timelineName}” stays whole.`}
      confirm="Create branch and regenerate"
      agent={agent}
      check={check}
      onConfirm={start}
    >
      <Field label="Name of the branch" error={problem}>
        <Input
          ref={field}
          value={name}
          maxLength={80}
          onChange={event => {
            setName(event.target.value)
            setProblem(null)
          }}
        />
      </Field>
      {counted !== undefined && counted.unchanged > 0 && (
        <label className={styles.keep} htmlFor={keeping}>
          <input id={keeping} type="checkbox" checked={keep} onChange={event => setKeep(event.target.checked)} />
          Keep {counted.unchanged} unchanged of {counted.scenes} {counted.scenes === 1 ? 'scene' : 'scenes'}: their
          beats say what they said
        </label>
      )}
    </WhyBox>
  )
}

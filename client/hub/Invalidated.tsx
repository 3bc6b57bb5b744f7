import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { may } from '../../shared/core/access.ts'
import { invalidatedScenes, keptScenes } from '../../shared/core/api/timelines.ts'
import { api, sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import styles from './hub.module.css'

const scenes = (count: number): string => (count === 1 ? '1 scene' : `${count} scenes`)

/** After the script was written anew: how much waits to be approved again, and what of it can be kept in one press. */
export function Invalidated() {
  const { project, role } = useProjectContext()
  const path = `/api/projects/${encodeURIComponent(project.id)}/invalidated`
  const queries = useQueryClient()
  const toast = useToast()
  const waiting = useQuery({
    queryKey: ['project', project.id, 'scenes', project.timelineId, 'invalidated'],
    queryFn: () => api.get(path, invalidatedScenes),
  }).data
  const keep = useMutation({
    mutationFn: (sceneIds: string[]) => api.post(`${path}/keep`, { sceneIds }, keptScenes),
    onSuccess: ({ kept }) => {
      void queries.invalidateQueries({ queryKey: ['project', project.id, 'scenes'] })
      toast({ title: `Kept ${scenes(kept)} as they are`, tone: 'ok' })
    },
    onError: error => toast({ title: 'Nothing was kept', detail: sentenceOf(error), tone: 'danger' }),
  })
  if (!waiting || waiting.length === 0) return null
  const same = waiting.filter(scene => scene.same).map(({ sceneId }) => sceneId)
  return (
    <section className={styles.invalidated} aria-label="Invalidated">
      <TriangleAlert aria-hidden="true" />
      <p>
        The script was written anew on this timeline. What is made in {scenes(waiting.length)} is to be approved again:
        lock the shots, or keep what has the same inputs.
      </p>
      {same.length > 0 && (
        <Button
          variant="primary"
          icon={<CircleCheck aria-hidden="true" />}
          pending={keep.isPending}
          disabledReason={may(role, 'stage.approve') ? null : 'Editors can do this.'}
          onClick={() => keep.mutate(same)}
        >
          Keep {same.length} unchanged
        </Button>
      )}
    </section>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { may } from '../../shared/core/access.ts'
import { invalidated, keptInvalidated } from '../../shared/core/api/timelines.ts'
import { counted } from '../../shared/core/text/counted.ts'
import { api, sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import styles from './hub.module.css'

/** 'What is made in 4 scenes, and 2 assets, is'. */
function waitingWords(scenes: number, assets: number): string {
  if (scenes === 0) return `${counted(assets, 'asset')} ${assets === 1 ? 'is' : 'are'}`
  return `What is made in ${counted(scenes, 'scene')}${assets > 0 ? `, and ${counted(assets, 'asset')},` : ''} is`
}

interface Shown {
  /** On the page of the assets they alone count. */
  of: 'all' | 'assets'
  /** Where the page knows better, since its document is open: how many assets wait now. */
  waitingAssets?: number
}

/** After the script was written anew: how much waits to be approved again, and what of it can be kept in one press. */
export function Invalidated({ of, waitingAssets }: Shown) {
  const { project, role } = useProjectContext()
  const path = `/api/projects/${encodeURIComponent(project.id)}/invalidated`
  const queries = useQueryClient()
  const toast = useToast()
  const waiting = useQuery({
    queryKey: ['project', project.id, 'scenes', project.timelineId, 'invalidated', waitingAssets ?? null],
    queryFn: () => api.get(path, invalidated),
    enabled: waitingAssets !== 0,
  }).data
  const keep = useMutation({
    mutationFn: (kept: { sceneIds: string[]; assetIds: string[] }) => api.post(`${path}/keep`, kept, keptInvalidated),
    onSuccess: ({ scenes, assets }) => {
      void queries.invalidateQueries({ queryKey: ['project', project.id, 'scenes'] })
      const kept = [
        ...(scenes > 0 ? [counted(scenes, 'scene')] : []),
        ...(assets > 0 ? [counted(assets, 'asset')] : []),
      ]
      if (kept.length > 0) toast({ title: `Kept as before: ${kept.join(' and ')}`, tone: 'ok' })
      else
        toast({
          title: 'Nothing was kept',
          detail: 'What it is made from changed meanwhile. Look at it, and approve it.',
        })
    },
    onError: error => toast({ title: 'Nothing was kept', detail: sentenceOf(error), tone: 'danger' }),
  })
  const scenes = (of === 'all' && waiting?.scenes) || []
  const assets = (waitingAssets !== 0 && waiting?.assets) || []
  if (scenes.length + assets.length === 0) return null
  const sceneIds = scenes.flatMap(({ sceneId, same }) => (same ? [sceneId] : []))
  const assetIds = assets.flatMap(({ assetId, same }) => (same ? [assetId] : []))
  const same = sceneIds.length + assetIds.length
  return (
    <section className={styles.invalidated} aria-label="Invalidated">
      <TriangleAlert aria-hidden="true" />
      <p>
        The script was written anew on this timeline. {waitingWords(scenes.length, assets.length)} to be approved again
        {of === 'all'
          ? ': lock the shots, or keep what has the same inputs.'
          : ', or kept where the inputs are the same.'}
      </p>
      {same > 0 && (
        <Button
          variant="primary"
          icon={<CircleCheck aria-hidden="true" />}
          pending={keep.isPending}
          disabledReason={may(role, 'stage.approve') ? null : 'Editors can do this.'}
          onClick={() => keep.mutate({ sceneIds, assetIds })}
        >
          Keep {same} unchanged
        </Button>
      )}
    </section>
  )
}

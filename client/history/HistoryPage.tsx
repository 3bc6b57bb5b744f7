import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { DocumentKind } from '../../shared/core/documents/kinds.ts'
import { useScenes } from '../api/hooks.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import '../ui/scriptFont.ts'
import { useToast } from '../ui/Toast.tsx'
import styles from './history.module.css'
import { NameVersion } from './NameVersion.tsx'
import { useVersionMutations, versionsQuery } from './queries.ts'
import { VersionList } from './VersionList.tsx'
import { VersionPreview } from './VersionPreview.tsx'

/** How a document that is no scene is called, and where it is written. */
const PAGES = {
  brief: { what: 'the brief', to: '/p/$projectId/brief' },
  treatment: { what: 'the treatment', to: '/p/$projectId/treatment' },
  beats: { what: 'the beat sheet', to: '/p/$projectId/beats' },
  assets: { what: 'the assets', to: '/p/$projectId/brief' },
  script: { what: 'the script', to: '/p/$projectId/script' },
} as const

const pageOf = (kind: DocumentKind | undefined) =>
  kind === 'brief' || kind === 'treatment' || kind === 'beats' || kind === 'assets' ? PAGES[kind] : PAGES.script

/** What a document said, when, and in whose words; and the way back. */
export default function HistoryPage() {
  const { documentId = '' } = useParams({ strict: false })
  const { project, documents, canWrite } = useProjectContext()
  const scenes = useScenes(project.id).data
  const versions = useQuery(versionsQuery(project.id, documentId))
  const [chosen, setChosen] = useState<string | null>(null)
  const [naming, setNaming] = useState(false)
  const { name } = useVersionMutations(project.id, documentId)
  const toast = useToast()

  const row = documents.find(document => document.id === documentId)
  const sceneId = row?.sceneId ?? null
  const page = pageOf(row?.kind)
  const number = scenes?.find(scene => scene.id === sceneId)?.number
  const what = sceneId === null ? page.what : number ? `scene ${number}` : 'the scene'
  useEffect(() => {
    document.title = `History of ${what} · ${project.name} · Aiuteur`
  }, [what, project.name])

  const list = versions.data
  if (versions.error && !list) return <ReadFailure query={versions} />
  if (!list) return <PagePending />
  const selected = list.find(version => version.id === chosen) ?? list[0]
  const before = selected ? (list[list.indexOf(selected) + 1] ?? null) : null
  const back = { projectId: project.id, sceneId: sceneId ?? '' }
  return (
    <div className={styles.page}>
      <main className={styles.main}>
        <div className={styles.head}>
          <h1 className={styles.title}>History of {what}</h1>
          {sceneId === null ? (
            <Link to={page.to} params={back}>
              Back to {what}
            </Link>
          ) : (
            <Link to="/p/$projectId/scenes/$sceneId" params={back}>
              Back to {what}
            </Link>
          )}
          <Button
            className={styles.naming}
            disabledReason={canWrite ? null : 'Editors can do this.'}
            onClick={() => setNaming(true)}
          >
            Name this version
          </Button>
        </div>
        {selected ? (
          <VersionPreview key={selected.id} version={selected} before={before} what={what} />
        ) : (
          <EmptyState icon={<History aria-hidden="true" />} title="No versions yet">
            <p>One is kept every ten minutes of writing, and when the last person leaves.</p>
          </EmptyState>
        )}
      </main>
      {selected && <VersionList versions={list} selected={selected.id} onSelect={setChosen} />}
      {naming && (
        <NameVersion
          what={what}
          pending={name.isPending}
          error={name.error}
          onName={version =>
            name.mutate(version, {
              onSuccess: made => {
                setNaming(false)
                setChosen(made.id)
                toast({ title: `Kept “${made.name}”`, tone: 'ok' })
              },
            })
          }
          onClose={() => {
            setNaming(false)
            name.reset()
          }}
        />
      )}
    </div>
  )
}

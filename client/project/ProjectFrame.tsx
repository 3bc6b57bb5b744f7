import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Archive, History } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { may } from '../../shared/core/access.ts'
import { useProjectEvents } from '../api/events.ts'
import { useDocuments, useMe, useProject } from '../api/hooks.ts'
import { ApiError } from '../api/request.ts'
import { DirectorButton } from '../director/DirectorButton.tsx'
import { DirectorPanel } from '../director/DirectorPanel.tsx'
import { AccountMenu } from '../entry/AccountMenu.tsx'
import { Suspended } from '../entry/Suspended.tsx'
import { Bell } from '../notifications/Bell.tsx'
import { StageFlags } from '../stages/StageFlags.tsx'
import { useSaveState } from '../sync/hooks.ts'
import { TimelineMenu } from '../timelines/TimelineMenu.tsx'
import { AvatarStack } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { useRemembered } from '../ui/remembered.ts'
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx'
import { TopBar } from '../ui/TopBar.tsx'
import { WarningProvider } from '../warning/WarningProvider.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { type ProjectContextValue, ProjectProvider, useProjectContext } from './context.tsx'
import { JobsIndicator } from './JobsIndicator.tsx'
import { NoProject } from './NoProject.tsx'
import styles from './ProjectFrame.module.css'
import { ProjectMenu } from './ProjectMenu.tsx'
import { placeOf } from './place.ts'
import { usePresence } from './presence.ts'
import { RoleNotice } from './RoleNotice.tsx'
import { SaveIndicator } from './SaveIndicator.tsx'
import { Stages } from './Stages.tsx'
import { useOpenHistory } from './useOpenHistory.ts'
import { useProjectCommands } from './useProjectCommands.ts'
import { usePublishedPlace } from './usePublishedPlace.ts'

/** Loads a project, and puts every page of it into its frame. */
export default function ProjectFrame() {
  const { projectId } = useParams({ from: '/signed-in/p/$projectId' })
  // another timeline in the address is another set of answers, see client/api/timeline.ts
  useSearch({ from: '/signed-in/p/$projectId', select: search => search.timeline })
  const project = useProject(projectId)
  const documents = useDocuments(projectId)
  const user = useMe()
  const card = project.data
  const error = [project, documents].map(lasting).find(Boolean)
  // strangers and whoever was let out are told nothing, so they need not ask again and again
  useProjectEvents(card && !error ? projectId : null)

  const list = documents.data
  const value = useMemo((): ProjectContextValue | null => {
    const script = list?.find(one => one.kind === 'script' && one.timelineId === card?.timelineId)
    if (!card || !list || !script) return null
    return {
      project: card,
      documents: list,
      scriptDocumentId: script.id,
      user,
      role: card.role,
      canWrite: may(card.role, 'document.write'),
    }
  }, [card, list, user])

  const again = () => void Promise.all([project.refetch(), documents.refetch()])
  if (error instanceof ApiError && error.suspended) return <Suspended message={error.message} onRetry={again} />
  if (error) return <NoProject error={error} onRetry={again} projectId={projectId} />
  if (!value) return <PagePending />
  return (
    <ProjectProvider value={value} key={`${projectId} ${value.project.timelineId}`}>
      <WarningProvider>
        <Frame />
      </WarningProvider>
    </ProjectProvider>
  )
}

/** What was read once stays good while the server is away; a refusal ends it. */
function lasting({ error, data }: { error: Error | null; data: unknown }): Error | null {
  const away = error instanceof ApiError && error.unreachable
  return away && data !== undefined ? null : error
}

function Frame() {
  const { project, role } = useProjectContext()
  const queries = useQueryClient()
  const saving = useSaveState()
  const refused = saving.state === 'refused'
  // a socket hears first that rights ended: what of the project is still ours to see is asked at once
  useEffect(() => {
    if (refused) void queries.invalidateQueries({ queryKey: ['project', project.id] })
  }, [refused, queries, project.id])
  const people = usePresence()
  usePublishedPlace()
  useProjectCommands()
  const openHistory = useOpenHistory()
  const navigate = useNavigate()
  const [hasDirector, showDirector] = useRemembered('director', false)
  const opener = useRef<HTMLButtonElement>(null)
  const { page } = placeOf(useLocation({ select: location => location.pathname }))
  return (
    <div className={styles.frame}>
      <TopBar
        compact
        end={
          <>
            {people.length > 0 && <AvatarStack people={people} label="Also here" />}
            <SaveIndicator summary={saving} />
            <JobsIndicator />
            <IconButton
              label="Artifact Vault"
              keys="alt+v"
              onClick={() => void navigate({ to: '/p/$projectId/vault', params: { projectId: project.id } })}
            >
              <Archive />
            </IconButton>
            <IconButton label="History" keys="alt+4" onClick={openHistory}>
              <History />
            </IconButton>
            <DirectorButton ref={opener} open={hasDirector} onToggle={() => showDirector(!hasDirector)} />
            <Bell />
            <ThemeSwitch />
            <AccountMenu />
          </>
        }
      >
        <ProjectMenu />
        <TimelineMenu />
        <span className={styles.divider} aria-hidden="true" />
        <Stages />
      </TopBar>
      <ConnectionBanner summary={saving} />
      <RoleNotice role={role} summary={saving} />
      <StageFlags page={page} />
      <div className={styles.room}>
        <div className={styles.page}>
          <Outlet />
        </div>
        {hasDirector && (
          <DirectorPanel
            onClose={() => {
              showDirector(false)
              opener.current?.focus()
            }}
          />
        )}
      </div>
    </div>
  )
}

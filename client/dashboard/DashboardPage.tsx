import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronRight, FolderPlus, Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ProjectCard as Card } from '../../shared/core/api/schemas.ts'
import { useProjects } from '../api/hooks.ts'
import { organisationsQuery } from '../api/people.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { sentenceOf } from '../api/request.ts'
import { HomeFrame } from '../entry/HomeFrame.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { useToast } from '../ui/Toast.tsx'
import { CardGrid } from './CardGrid.tsx'
import styles from './dashboard.module.css'
import { NewProjectDialog } from './NewProjectDialog.tsx'
import { OrganisationSwitcher } from './OrganisationSwitcher.tsx'
import { usePatchProject } from './projectMutations.ts'

/** All projects a person works on. */
export default function DashboardPage() {
  const projects = useProjects()
  const patch = usePatchProject()
  const navigate = useNavigate()
  const toast = useToast()
  const queries = useQueryClient()
  const searchField = useRef<HTMLInputElement>(null)
  const [wanted, setWanted] = useState('')
  const [creating, setCreating] = useState(false)
  const [showArchived, setShowArchived] = useState(false)
  const [organisation, setOrganisation] = useState<string | null>(null)
  const organisations = useQuery(organisationsQuery).data ?? []

  useEffect(() => {
    document.title = 'Projects · Aiuteur'
  }, [])

  const open = (projectId: string): void => void navigate({ to: '/p/$projectId', params: { projectId } })
  useCommands([
    { keys: 'n', label: 'New project', group: 'Projects', run: () => setCreating(true) },
    {
      keys: '/',
      label: 'Search the projects',
      group: 'Projects',
      run: () => searchField.current?.focus(),
      palette: false,
    },
    { keys: 'F2', label: 'Rename the focused project', group: 'Projects' },
    { keys: 'Enter', label: 'Open the focused project', group: 'Projects' },
    ...(projects.data ?? []).map(card => ({ label: card.name, group: 'Open a project', run: () => open(card.id) })),
  ])

  const rename = (card: Card, name: string): void =>
    patch.mutate(
      { id: card.id, name },
      {
        onError: error =>
          toast({ title: `It is still called “${card.name}”`, detail: sentenceOf(error), tone: 'danger' }),
      },
    )
  const archive = (card: Card, archived: boolean): void =>
    patch.mutate(
      { id: card.id, archived },
      {
        onSuccess: () =>
          toast({
            title: archived ? `Archived “${card.name}”` : `Brought back “${card.name}”`,
            action: { label: 'Undo', run: () => archive(card, !archived) },
          }),
        onError: error => toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' }),
      },
    )

  const move = (card: Card, organisationId: string | null): void =>
    patch.mutate(
      { id: card.id, organisationId },
      {
        onSuccess: () => {
          void queries.invalidateQueries({ queryKey: organisationsQuery.queryKey })
          toast({ title: `Moved “${card.name}”`, tone: 'ok' })
        },
        onError: error => toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' }),
      },
    )

  const chosen = organisations.some(({ id }) => id === organisation) ? organisation : null
  const found = (projects.data ?? []).filter(
    card =>
      card.name.toLowerCase().includes(wanted.trim().toLowerCase()) &&
      (chosen === null || card.organisationId === chosen),
  )
  const active = found.filter(card => !card.archived)
  const archived = found.filter(card => card.archived)
  const newProject = (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setCreating(true)}>
      New project
    </Button>
  )
  const handlers = { onRename: rename, onArchive: archive, onMove: move, organisations }

  return (
    <HomeFrame>
      <main className={styles.scroll}>
        <div className={styles.content}>
          <div className={styles.head}>
            <h1 className={styles.title}>Projects</h1>
            <OrganisationSwitcher chosen={chosen} onChoose={setOrganisation} />
            {(projects.data?.length ?? 0) > 0 && (
              <SearchField
                ref={searchField}
                className={styles.search}
                label="Search the projects"
                placeholder="Search"
                value={wanted}
                onChange={setWanted}
              />
            )}
            {(projects.data?.length ?? 0) > 0 && newProject}
          </div>
          {projects.isPending && <PagePending />}
          <ReadFailure query={projects} what="The projects could not be read." />
          {projects.data?.length === 0 && (
            <EmptyState icon={<FolderPlus aria-hidden="true" />} title="Nothing here yet" action={newProject}>
              A project is one film: its screenplay, its scenes and their shots. Begin with a blank page or with a
              Fountain, Final Draft or PDF file.
            </EmptyState>
          )}
          {chosen !== null && found.length === 0 && wanted.trim() === '' && (
            <EmptyState
              title="No projects here yet"
              action={<Button onClick={() => setOrganisation(null)}>Show all</Button>}
            >
              Put a project into the organisation from the menu of its card.
            </EmptyState>
          )}
          {projects.data && projects.data.length > 0 && found.length === 0 && wanted.trim() !== '' && (
            <EmptyState
              title={`No project is called “${wanted.trim()}”`}
              action={<Button onClick={() => setWanted('')}>Show all</Button>}
            />
          )}
          {active.length > 0 && (
            <section aria-labelledby="active-projects">
              <h2 id="active-projects" className="sr-only">
                Active
              </h2>
              <CardGrid cards={active} {...handlers} />
            </section>
          )}
          {archived.length > 0 && (
            <section className={styles.section}>
              <h2>
                <button
                  type="button"
                  className={styles.toggle}
                  aria-expanded={showArchived}
                  onClick={() => setShowArchived(!showArchived)}
                >
                  <ChevronRight aria-hidden="true" />
                  Archived ({archived.length})
                </button>
              </h2>
              {showArchived && <CardGrid cards={archived} {...handlers} />}
            </section>
          )}
        </div>
      </main>
      {creating && <NewProjectDialog onClose={() => setCreating(false)} onCreated={open} />}
    </HomeFrame>
  )
}

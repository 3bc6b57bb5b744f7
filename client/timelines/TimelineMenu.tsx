import { useNavigate } from '@tanstack/react-router'
import { ChevronDown, GitBranch, GitBranchPlus, History } from 'lucide-react'
import { useState } from 'react'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { CreateBranch } from './CreateBranch.tsx'
import { useTimelines } from './queries.ts'
import styles from './timelines.module.css'
import { useSwitchTimeline } from './useSwitchTimeline.ts'
import { peopleWords } from './words.ts'

/** The timeline that one is on; a press opens the others, a new branch and the version history. */
export function TimelineMenu() {
  const { project, canWrite, user } = useProjectContext()
  const [creating, setCreating] = useState(false)
  const [looking, setLooking] = useState(false)
  const { data: timelines = [], refetch } = useTimelines(project.id, looking)
  const goTo = useSwitchTimeline()
  const navigate = useNavigate()
  const openHistory = () => void navigate({ to: '/p/$projectId/timelines', params: { projectId: project.id } })
  const living = timelines.filter(timeline => timeline.deletedAt === null)
  const editorsOnly = canWrite ? null : 'Editors can do this.'
  useCommands([
    ...(canWrite
      ? [{ label: 'Create new branch', group: 'Timelines', keywords: 'fork version', run: () => setCreating(true) }]
      : []),
    { keys: 'alt+0', label: 'Version history', group: 'Go to', keywords: 'timelines commits graph', run: openHistory },
    ...living
      .filter(timeline => timeline.id !== project.timelineId)
      .map(timeline => ({ label: timeline.name, group: 'Switch to timeline', run: () => goTo(timeline) })),
  ])
  const items: MenuEntry[] = [
    { kind: 'heading', label: 'Timelines' },
    ...living.map(
      (timeline): MenuEntry => ({
        label: timeline.name,
        detail: peopleWords(timeline.people.filter(person => person.id !== user.id)),
        checked: timeline.id === project.timelineId,
        onSelect: () => timeline.id !== project.timelineId && goTo(timeline),
      }),
    ),
    { kind: 'separator' },
    {
      label: 'Create new branch…',
      icon: <GitBranchPlus />,
      disabledReason: editorsOnly,
      onSelect: () => setCreating(true),
    },
    { label: 'Version history', icon: <History />, keys: 'alt+0', onSelect: openHistory },
  ]
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet" className={styles.menu} aria-label={`Timeline ${project.timelineName}`}>
            <GitBranch aria-hidden="true" />
            <span className={styles.menuName}>{project.timelineName}</span>
            <ChevronDown aria-hidden="true" />
          </Button>
        }
        items={items}
        // who is where may have changed this very moment
        onOpenChange={open => {
          setLooking(open)
          if (open) void refetch()
        }}
      />
      {creating && <CreateBranch from={null} onClose={() => setCreating(false)} />}
    </>
  )
}

import { useNavigate } from '@tanstack/react-router'
import { useProjects, useScenes } from '../api/hooks.ts'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { useProjectContext } from './context.tsx'
import { EXPORTS } from './screenplayExport.ts'
import { projectExport, useExport } from './useExport.ts'
import { useOpenHistory } from './useOpenHistory.ts'

/** Every place of the project, its scenes and the other projects, for the palette and the keyboard. */
export function useProjectCommands(): void {
  const { project } = useProjectContext()
  const scenes = useScenes(project.id).data ?? []
  const projects = useProjects().data ?? []
  const navigate = useNavigate()
  const params = { projectId: project.id }
  const openHistory = useOpenHistory()
  const save = useExport(projectExport(project.id), project.name)
  useCommands([
    {
      keys: 'alt+1',
      label: 'Script',
      group: 'Go to',
      run: () => void navigate({ to: '/p/$projectId/script', params }),
    },
    { keys: 'alt+2', label: 'Scenes', group: 'Go to', run: () => void navigate({ to: '/p/$projectId', params }) },
    {
      keys: 'alt+3',
      label: 'People',
      group: 'Go to',
      run: () => void navigate({ to: '/p/$projectId/people', params }),
    },
    {
      keys: 'alt+6',
      label: 'Brief',
      group: 'Go to',
      keywords: 'length rating genre tone idea',
      run: () => void navigate({ to: '/p/$projectId/brief', params }),
    },
    {
      keys: 'alt+7',
      label: 'Treatment',
      group: 'Go to',
      keywords: 'variants prose story gallery',
      run: () => void navigate({ to: '/p/$projectId/treatment', params }),
    },
    {
      keys: 'alt+8',
      label: 'Beat sheet',
      group: 'Go to',
      keywords: 'beats turns outline',
      run: () => void navigate({ to: '/p/$projectId/beats', params }),
    },
    {
      label: 'Assets',
      group: 'Go to',
      keywords: 'characters settings props locations image keys promote',
      run: () => void navigate({ to: '/p/$projectId/assets', params }),
    },
    {
      label: 'Asset library',
      group: 'Go to',
      keywords: 'global templates characters settings props',
      run: () => void navigate({ to: '/library' }),
    },
    {
      label: 'Written styles',
      group: 'Go to',
      keywords: 'manner samples passages',
      run: () => void navigate({ to: '/styles' }),
    },
    { keys: 'alt+4', label: 'History', group: 'Go to', keywords: 'versions restore', run: openHistory },
    {
      keys: 'alt+5',
      label: 'Reports',
      group: 'Go to',
      keywords: 'statistics characters locations pages words pacing',
      run: () => void navigate({ to: '/p/$projectId/reports', params }),
    },
    {
      keys: 'alt+v',
      label: 'Artifact Vault',
      group: 'Go to',
      keywords: 'generated assets frames clips prompts archive tags',
      run: () => void navigate({ to: '/p/$projectId/vault', params }),
    },
    { label: 'All projects', group: 'Go to', run: () => void navigate({ to: '/' }) },
    ...EXPORTS.map(chosen => ({
      label: `Export the script as ${chosen.label}`,
      group: 'Export',
      keywords: `download save file ${chosen.extension}`,
      run: () => save(chosen),
    })),
    ...scenes.map(scene => ({
      label: `${scene.number}. ${scene.heading || 'Untitled scene'}`,
      group: 'Open a scene',
      keywords: scene.characters.join(' '),
      run: () => void navigate({ to: '/p/$projectId/scenes/$sceneId', params: { ...params, sceneId: scene.id } }),
    })),
    ...projects
      .filter(card => card.id !== project.id)
      .map(card => ({
        label: card.name,
        group: 'Open another project',
        run: () =>
          void navigate({ to: '/p/$projectId', params: { projectId: card.id }, search: { timeline: undefined } }),
      })),
  ])
}

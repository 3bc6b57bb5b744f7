import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { Role } from '../../shared/core/access.ts'
import type { ProjectCard } from '../../shared/core/api/schemas.ts'
import { ProjectProvider } from '../project/context.tsx'
import { TooltipProvider } from '../ui/Tooltip.tsx'
import { RunningDraft } from './RunningDraft.tsx'

const PROJECT: ProjectCard = {
  id: 'p',
  timelineId: 't',
  timelineName: 'Main',
  name: 'Ferry',
  type: 'narrative',
  role: 'editor',
  sample: false,
  archived: false,
  scenes: 0,
  scenesCurrent: 0,
  scenesOutdated: 0,
  shots: 0,
  shotsOutdated: 0,
  updatedAt: '',
  members: [],
  organisationId: null,
}
const DRAFT = {
  jobId: 'j',
  part: '',
  agent: 'beats',
  name: 'Beat sheet',
  askedBy: { id: 'ana', name: 'Ana' },
  instruction: 'darker',
  target: { lineIds: [] as string[] },
  text: '1. Out\nAda rows.',
  state: 'writing',
} as const

function html(role: Role): string {
  const user = { id: 'ben', name: 'Ben', email: '' }
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <TooltipProvider>
        <ProjectProvider value={{ project: PROJECT, documents: [], scriptDocumentId: 's', user, role, canWrite: true }}>
          <RunningDraft draft={DRAFT} me="ben" />
        </ProjectProvider>
      </TooltipProvider>
    </QueryClientProvider>,
  )
}

it('is stopped by whoever may ask for one, where it is seen; its words are no noise to a screen reader', () => {
  const [editor, viewer] = [html('editor'), html('viewer')]
  for (const markup of [editor, viewer]) {
    expect(markup).toContain('Ana asked')
    expect(markup).toMatch(/aria-hidden="true"[^>]*>1\. Out/)
    expect(markup).toMatch(/<button[^>]*>.*Cancel.*<\/button>/)
  }
  expect(editor).not.toContain('aria-disabled="true"')
  expect(viewer).toContain('aria-disabled="true"')
})

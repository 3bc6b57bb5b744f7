import { createContext, type ReactNode, useContext } from 'react'
import type { Role } from '../../shared/core/access.ts'
import type { DocumentRow, ProjectCard } from '../../shared/core/api/schemas.ts'

export interface ProjectContextValue {
  project: ProjectCard
  documents: readonly DocumentRow[]
  scriptDocumentId: string
  /** The signed-in person. */
  user: { id: string; name: string; email: string }
  role: Role
  /** May this person change documents of the project? */
  canWrite: boolean
}

const ProjectContext = createContext<ProjectContextValue | null>(null)

export function ProjectProvider({ value, children }: { value: ProjectContextValue; children: ReactNode }) {
  return <ProjectContext value={value}>{children}</ProjectContext>
}

/** The project that every page below /p/$projectId stands in. */
export function useProjectContext(): ProjectContextValue {
  const value = useContext(ProjectContext)
  if (!value) throw new Error('useProjectContext is used outside of a project page.')
  return value
}

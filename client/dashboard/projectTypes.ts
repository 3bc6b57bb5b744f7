import type { ProjectCard } from '../../shared/core/api/schemas.ts'

export const PROJECT_TYPE_WORDS: Record<ProjectCard['type'], { name: string; means: string }> = {
  narrative: { name: 'Narrative film', means: 'A short film or a feature, scene by scene.' },
  commercial: { name: 'Commercial', means: 'An ad or a trailer that hooks in three seconds.' },
  audio: { name: 'Video for audio', means: 'Pictures for a podcast or an audiobook.' },
}

import { useQuery } from '@tanstack/react-query'
import type { Operation } from '../../shared/core/api/consequences.ts'
import { useProjectContext } from '../project/context.tsx'
import { askConsequences } from './queries.ts'
import styles from './warning.module.css'
import { effectWords, isNothing, priceSentence } from './words.ts'

/** In a dialog that is open anyway: what an agent's answer would make outdated when it is taken; nothing where it is nothing. */
export function Foretold({ operation }: { operation: Operation }) {
  const { project } = useProjectContext()
  const { data } = useQuery({
    queryKey: ['project', project.id, 'consequences', project.timelineId, operation],
    queryFn: () => askConsequences(project.id, operation),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  if (!data || isNothing(data)) return null
  return (
    <p className={styles.foretold}>
      When you take it, {effectWords(data)} may be outdated. {priceSentence(data.credits)}
    </p>
  )
}

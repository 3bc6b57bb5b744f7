import { useCallback, useMemo } from 'react'
import { useScenes } from '../api/hooks.ts'
import { usePeople } from '../sync/hooks.ts'
import type { Somebody } from '../ui/Avatar.tsx'
import { useProjectContext } from './context.tsx'
import { placeWords } from './place.ts'

/** Who is in the project now, oneself left out, each with the place they are at. One entry a person, however many windows. */
export function usePresence(): readonly Somebody[] {
  const { project, scriptDocumentId, user } = useProjectContext()
  const people = usePeople(scriptDocumentId)
  const scenes = useScenes(project.id).data
  return useMemo(() => {
    const numberOf = (id: string): string => scenes?.find(scene => scene.id === id)?.number ?? ''
    const one = new Map<string, Somebody>()
    for (const person of people)
      if (person.id !== user.id && !one.has(person.id))
        one.set(person.id, {
          id: person.id,
          name: person.name,
          agent: person.agent,
          doing: person.activity?.text || placeWords(person.place, numberOf),
        })
    return [...one.values()]
  }, [people, scenes, user.id])
}

/** Says who is in a scene now, oneself left out. */
export function usePeopleInScenes(): (sceneId: string) => readonly Somebody[] {
  const { scriptDocumentId, user } = useProjectContext()
  const people = usePeople(scriptDocumentId)
  return useCallback(
    sceneId => {
      const here = people.filter(person => person.place?.sceneId === sceneId && person.id !== user.id)
      return [...new Map(here.map(({ id, name, agent }) => [id, { id, name, agent }])).values()]
    },
    [people, user.id],
  )
}

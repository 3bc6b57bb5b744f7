import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { PromoteAsset, Promoted } from '../../shared/core/api/library.ts'
import { organisationsQuery } from '../api/people.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { type AssetPlace, usePromote } from './libraryQueries.ts'
import { PromoteDialog } from './PromoteDialog.tsx'

interface PromoteButtonProps extends AssetPlace {
  /** What people call the asset. */
  name: string
  /** An image key of it, where that one is meant and not the one in use. */
  keyId?: string
  size?: 'small' | 'medium'
}

/** What has to be asked before anything is written: which library, or what to do with what is there. */
export type Question = { about: 'whose' } | { about: 'choice'; answer: Ask }
export type Ask = Extract<Promoted, { outcome: 'ask' }>

const SAID = {
  made: 'is in the asset library now',
  updated: 'was updated in the asset library',
  same: 'is in the asset library already, exactly so',
} as const

/**
 * Clones an asset of the project, with its image key and its description, into the asset library. In a project of an
 * organisation it goes to that one's library by one press; somebody with several libraries is asked.
 */
export function PromoteButton({ name, keyId, size = 'small', ...place }: PromoteButtonProps) {
  const { project, role } = useProjectContext()
  const organisations = (useQuery(organisationsQuery).data ?? []).filter(one => may(one.role, 'library.write'))
  const promote = usePromote(place)
  const toast = useToast()
  const navigate = useNavigate()
  const [question, setQuestion] = useState<Question | null>(null)
  const [whose, setWhose] = useState<string | null>(null)
  const ofProject = organisations.find(({ id }) => id === project.organisationId)
  const send = (asked: PromoteAsset): void =>
    promote.mutate(
      { ...asked, ...(keyId === undefined ? {} : { keyId }) },
      {
        onSuccess: answer => {
          if (answer.outcome === 'ask') {
            setWhose(answer.asset.organisationId)
            return setQuestion({ about: 'choice', answer })
          }
          setQuestion(null)
          toast({
            title: `“${answer.asset.name}” ${SAID[answer.outcome]}`,
            detail: 'Use it in other projects from there; this one stays as it is.',
            tone: 'ok',
            action: {
              label: 'Open',
              run: () => void navigate({ to: '/library/$assetId', params: { assetId: answer.asset.id } }),
            },
          })
        },
        onError: error =>
          question === null && toast({ title: 'It was not promoted', detail: sentenceOf(error), tone: 'danger' }),
      },
    )
  const begin = (): void => {
    const chosen = ofProject?.id ?? null
    setWhose(chosen)
    promote.reset()
    if (ofProject === undefined && organisations.length > 0) setQuestion({ about: 'whose' })
    else send({ organisationId: chosen })
  }
  return (
    <>
      <Button
        size={size}
        icon={<Upload aria-hidden="true" />}
        aria-label={`Promote to Global: ${name}`}
        pending={promote.isPending && question === null}
        disabledReason={may(role, 'asset.promote') ? null : 'Editors can do this.'}
        onClick={begin}
      >
        Promote to Global
      </Button>
      {question && (
        <PromoteDialog
          name={name}
          question={question}
          organisations={organisations}
          whose={whose}
          onWhose={setWhose}
          sending={promote}
          onSend={choice => send({ organisationId: whose, ...(choice ? { choice } : {}) })}
          onClose={() => setQuestion(null)}
        />
      )}
    </>
  )
}

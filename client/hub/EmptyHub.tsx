import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Clapperboard } from 'lucide-react'
import { useRef } from 'react'
import buttonStyles from '../ui/Button.module.css'
import { Button } from '../ui/Button.tsx'
import { classNames } from '../ui/classNames.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { importScreenplay } from './screenplayFiles.ts'

/** What the hub shows before the first scene. */
export function EmptyHub({ projectId, canWrite }: { projectId: string; canWrite: boolean }) {
  const input = useRef<HTMLInputElement>(null)
  const bring = useMutation({ mutationFn: (file: File) => importScreenplay(projectId, file) })
  return (
    <>
      <EmptyState
        icon={<Clapperboard aria-hidden="true" />}
        title={canWrite ? 'Import a screenplay or start writing' : 'Nothing is written yet'}
        action={
          canWrite && (
            <>
              <Link
                to="/p/$projectId/script"
                params={{ projectId }}
                className={classNames(buttonStyles.button, buttonStyles.primary)}
              >
                Start writing
              </Link>
              <Button pending={bring.isPending} onClick={() => input.current?.click()}>
                Import Fountain
              </Button>
              <input
                ref={input}
                type="file"
                accept=".fountain,.txt,.spmd,text/plain"
                aria-label="Fountain file"
                hidden
                onChange={event => {
                  const file = event.target.files?.[0]
                  if (file) bring.mutate(file)
                  event.target.value = ''
                }}
              />
            </>
          )
        }
      >
        Every scene heading in the script becomes a row here: its length, who is in it, and how far its shots are.
      </EmptyState>
      {bring.error && <ErrorNotice happened={bring.error.message} kept="The script is as it was." />}
    </>
  )
}

import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { Button } from '../ui/Button.tsx'
import { importScreenplay } from './screenplayFiles.ts'

interface ImportButtonProps {
  projectId: string
  /** The sentence of the refusal, or null when a new try begins. */
  onProblem: (sentence: string | null) => void
}

/** Seeds the empty script of a project from a Fountain file. */
export function ImportButton({ projectId, onProblem }: ImportButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const bring = useMutation({
    mutationFn: (file: File) => importScreenplay(projectId, file),
    onMutate: () => onProblem(null),
    onError: error => onProblem(error.message),
  })
  return (
    <>
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

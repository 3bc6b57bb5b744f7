import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { useFileNotes } from '../project/FileNotes.tsx'
import { SCREENPLAY_FILES } from '../project/screenplayExport.ts'
import { importScreenplay } from '../project/screenplayImport.ts'
import { Button } from '../ui/Button.tsx'
import { FileInput } from '../ui/FileInput.tsx'

interface ImportButtonProps {
  projectId: string
  /** The sentence of the refusal, or null when a new try begins. */
  onProblem: (sentence: string | null) => void
}

/** Seeds the empty script of a project from a file. */
export function ImportButton({ projectId, onProblem }: ImportButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const tell = useFileNotes()
  const bring = useMutation({
    mutationFn: (file: File) => importScreenplay(projectId, file),
    onMutate: () => onProblem(null),
    onSuccess: tell,
    onError: error => onProblem(error.message),
  })
  return (
    <>
      <Button pending={bring.isPending} onClick={() => input.current?.click()}>
        Import a screenplay
      </Button>
      <FileInput
        ref={input}
        accept={SCREENPLAY_FILES}
        label="Screenplay file"
        onFiles={([file]) => file && bring.mutate(file)}
      />
    </>
  )
}

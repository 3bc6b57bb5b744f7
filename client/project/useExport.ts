import { sentenceOf } from '../api/request.ts'
import { useToast } from '../ui/Toast.tsx'
import { useFileNotes } from './FileNotes.tsx'
import { type Export, saveScript } from './screenplayExport.ts'

/** Address of the export of a project's script. */
export const projectExport = (projectId: string): string => `/api/projects/${encodeURIComponent(projectId)}/export`

/** Saves the script at `path` as a file called `name`; what the format cannot carry is listed when the file is saved. */
export function useExport(
  path: string,
  name: string,
): (chosen: Export, query?: Readonly<Record<string, string>>) => void {
  const toast = useToast()
  const tell = useFileNotes()
  return (chosen, query) => {
    saveScript(path, chosen, name, query)
      .then(sentences =>
        tell({
          title: `Exported as ${chosen.label}`,
          done: 'The file is saved, and the script here is as it was. Not everything is the same in the file:',
          sentences,
        }),
      )
      .catch((error: unknown) =>
        toast({ title: 'The script was not exported', detail: sentenceOf(error), tone: 'danger' }),
      )
  }
}

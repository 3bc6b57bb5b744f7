import { createContext, type ReactNode, useContext, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './FileNotes.module.css'

interface Told {
  title: string
  /** What was done; the sentences say what is different from what one may expect. */
  done: string
  sentences: readonly string[]
}

type Tell = (told: Told) => void
const FileNotesContext = createContext<Tell>(() => {})

/** Lists what an imported or exported file could not carry; nothing is shown where there is nothing to list. */
export const useFileNotes = (): Tell => useContext(FileNotesContext)

/** Stands above all pages: an import goes on to the page of its project. */
export function FileNotesProvider({ children }: { children: ReactNode }) {
  const [told, setTold] = useState<Told | null>(null)
  return (
    <FileNotesContext value={next => next.sentences.length > 0 && setTold(next)}>
      {children}
      {told && (
        <Dialog
          open
          onOpenChange={open => !open && setTold(null)}
          title={told.title}
          description={told.done}
          footer={
            <Button variant="primary" onClick={() => setTold(null)}>
              OK
            </Button>
          }
        >
          <ul className={styles.sentences}>
            {told.sentences.map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Dialog>
      )}
    </FileNotesContext>
  )
}

import { useState } from 'react'
import { setLanguage } from '../../../shared/core/script/production.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useScript } from '../context.tsx'
import { LANGUAGES, languageName } from './languages.ts'

/** Radix takes no empty value. */
const BROWSER = 'browser'

/** The language that the script is written in: browsers check its spelling, and voices read it. */
export function LanguageDialog({ language, onClose }: { language: string; onClose: () => void }) {
  const { open } = useScript()
  const [chosen, setChosen] = useState(language || BROWSER)
  const offered = [BROWSER, ...new Set([...LANGUAGES, ...(language ? [language] : [])])]
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Language of the script"
      description="For everybody in this project. Spelling is checked in it, and it is read aloud by its voices."
      onSubmit={() => {
        setLanguage(open.doc, chosen === BROWSER ? '' : chosen)
        onClose()
      }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            Set the language
          </Button>
        </>
      }
    >
      <Field label="Language">
        <Select
          value={chosen}
          onChange={setChosen}
          options={offered.map(value => ({ value, label: languageName(value === BROWSER ? '' : value) }))}
        />
      </Field>
    </Dialog>
  )
}

import { useState } from 'react'
import { startRevision } from '../../../shared/core/script/production.ts'
import {
  isRevisionColour,
  LONGEST_REVISION_NAME,
  nextColour,
  REVISION_COLOURS,
  type Revision,
} from '../../../shared/core/script/revisions.ts'
import { announce } from '../../ui/announce.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useScript } from '../context.tsx'
import { colourName, revisionName, today } from './names.ts'

/** Begins a revision: its colour, its name and its date as they will stand on the pages. */
export function RevisionDialog({ revisions, onClose }: { revisions: readonly Revision[]; onClose: () => void }) {
  const { open } = useScript()
  const [colour, setColour] = useState(nextColour(revisions))
  const [name, setName] = useState('')
  const [date, setDate] = useState(today())
  const named = revisionName({ name, colour })
  const start = () => {
    startRevision(open.doc, { name: named, colour, date })
    announce(`${named} has begun. What changes from now on is marked.`)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Start a revision"
      description="From now on, lines that anybody changes get an asterisk in the margin."
      onSubmit={start}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            Start {colourName(colour).toLowerCase()} revision
          </Button>
        </>
      }
    >
      <Field label="Colour of the pages">
        <Select
          value={colour}
          onChange={value => isRevisionColour(value) && setColour(value)}
          options={REVISION_COLOURS.map(value => ({ value, label: colourName(value) }))}
        />
      </Field>
      <Field label="Name" hint="As it stands in the header of the pages.">
        <Input
          value={name}
          maxLength={LONGEST_REVISION_NAME}
          placeholder={`${colourName(colour)} revision`}
          onChange={event => setName(event.target.value)}
        />
      </Field>
      <Field label="Date">
        <Input type="date" value={date} onChange={event => setDate(event.target.value)} />
      </Field>
    </Dialog>
  )
}

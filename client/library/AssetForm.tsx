import { type ReactNode, useState } from 'react'
import { ASSET_KINDS, type AssetKind } from '../../shared/core/assets/assets.ts'
import { LIBRARY_LIMITS } from '../../shared/core/library/limits.ts'
import { sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input, Textarea } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { KINDS } from './kinds.ts'

export interface AssetWords {
  kind: AssetKind
  name: string
  description: string
}

interface AssetFormProps {
  title: string
  lead: string
  /** The verb on the button. */
  confirm: string
  initial?: AssetWords
  pending: boolean
  /** Why it was not saved; null: nothing is wrong. */
  error: Error | null
  onConfirm: (words: AssetWords) => void
  onClose: () => void
  /** More fields. */
  children?: ReactNode
}

const EMPTY: AssetWords = { kind: 'character', name: '', description: '' }

/** Asks for the kind, the name and the description of an asset. */
export function AssetForm(props: AssetFormProps) {
  const { title, lead, confirm, initial = EMPTY, pending, error, onConfirm, onClose, children } = props
  const [words, setWords] = useState<AssetWords>({
    kind: initial.kind,
    name: initial.name,
    description: initial.description,
  })
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={title}
      description={lead}
      onSubmit={() => !pending && onConfirm(words)}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {confirm}
          </Button>
        </>
      }
    >
      <Field label="Name">
        <Input
          value={words.name}
          maxLength={LIBRARY_LIMITS.name}
          autoComplete="off"
          onChange={event => setWords({ ...words, name: event.target.value })}
        />
      </Field>
      <Field label="Kind">
        <Select
          value={words.kind}
          onChange={kind => setWords({ ...words, kind })}
          options={ASSET_KINDS.map(value => ({ value, label: KINDS[value].one }))}
        />
      </Field>
      <Field label="Description" hint="What it looks like: agents and pictures go by these words.">
        <Textarea
          value={words.description}
          rows={5}
          maxLength={LIBRARY_LIMITS.description}
          onChange={event => setWords({ ...words, description: event.target.value })}
        />
      </Field>
      {children}
      {error && <ErrorNotice happened={sentenceOf(error)} />}
    </Dialog>
  )
}

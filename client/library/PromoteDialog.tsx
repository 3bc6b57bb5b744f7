import { useState } from 'react'
import type { PromoteAsset } from '../../shared/core/api/library.ts'
import type { OrganisationRow } from '../../shared/core/api/people.ts'
import { LIBRARY_LIMITS } from '../../shared/core/library/limits.ts'
import { sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import catalogue from '../ui/Catalogue.module.css'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { relativeTime } from '../ui/time.ts'
import { AssetPicture } from './AssetPicture.tsx'
import { KINDS } from './kinds.ts'
import styles from './library.module.css'
import type { Ask, Question } from './PromoteButton.tsx'
import { ShelfField } from './ShelfField.tsx'

interface PromoteDialogProps {
  name: string
  question: Question
  organisations: readonly OrganisationRow[]
  whose: string | null
  onWhose: (organisationId: string | null) => void
  sending: { isPending: boolean; error: Error | null }
  onSend: (choice?: PromoteAsset['choice']) => void
  onClose: () => void
}

/** Asks into which library, or what is to become of what the library has already. */
export function PromoteDialog({ question, ...rest }: PromoteDialogProps) {
  if (question.about === 'whose') return <Whose {...rest} />
  // what somebody else did meanwhile is another question
  const { asset, freeName } = question.answer
  return <Choice key={`${asset.id} ${asset.version} ${freeName}`} answer={question.answer} {...rest} />
}

type AnswerProps = Omit<PromoteDialogProps, 'question'>

function Whose({ name, organisations, whose, onWhose, sending, onSend, onClose }: AnswerProps) {
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={`Promote “${name}” to Global`}
      description="Its words and its image key are copied into the asset library. This one stays as it is."
      onSubmit={() => !sending.isPending && onSend()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={sending.isPending}>
            Promote
          </Button>
        </>
      }
    >
      <ShelfField organisations={organisations} value={whose} onChange={onWhose} />
      {sending.error && <ErrorNotice happened={sentenceOf(sending.error)} />}
    </Dialog>
  )
}

function Choice({ answer, sending, onSend, onClose }: AnswerProps & { answer: Ask }) {
  const { asset, because, freeName } = answer
  const [another, setAnother] = useState(freeName)
  const update = (): void => {
    if (!sending.isPending) onSend({ do: 'update', id: asset.id, version: asset.version })
  }
  const make = (): void => {
    if (!sending.isPending) onSend({ do: 'another', name: another })
  }
  const isKnown = because === 'promoted'
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={
        isKnown ? `“${asset.name}” is in the library already` : `There is a “${asset.name}” in the library already`
      }
      description={
        isKnown
          ? 'It was promoted before, and says something else now. Update it, or make another one beside it. Copies in projects stay as they are either way.'
          : 'It came from somewhere else. Make another one under its own name, or let this one take its place. Copies in projects stay as they are either way.'
      }
      // Enter behind another name means that one
      onSubmit={isKnown && another === freeName ? update : make}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={isKnown ? 'plain' : 'primary'}
            type={isKnown ? 'button' : 'submit'}
            onClick={isKnown ? make : undefined}
          >
            Make another
          </Button>
          <Button
            variant={isKnown ? 'primary' : 'plain'}
            type={isKnown ? 'submit' : 'button'}
            onClick={isKnown ? undefined : update}
          >
            Update “{asset.name}”
          </Button>
        </>
      }
    >
      <div className={styles.existing}>
        <AssetPicture kind={asset.kind} pictureId={asset.picture?.id ?? null} />
        <span className={catalogue.words}>
          <span className={catalogue.name}>{asset.name}</span>
          <span className={catalogue.facts}>
            {KINDS[asset.kind].one}, version {asset.version}, changed by {asset.changedBy}{' '}
            {relativeTime(asset.changedAt)}
          </span>
        </span>
      </div>
      <Field label="Name of another one">
        <Input
          value={another}
          maxLength={LIBRARY_LIMITS.name}
          autoComplete="off"
          onChange={event => setAnother(event.target.value)}
        />
      </Field>
      {sending.error && <ErrorNotice happened={sentenceOf(sending.error)} />}
    </Dialog>
  )
}

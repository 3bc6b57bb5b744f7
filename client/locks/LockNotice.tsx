import { Lock } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import { stageOfKind } from '../../shared/core/stages/stages.ts'
import { useProjectContext } from '../project/context.tsx'
import { EditAnyway } from '../stages/EditAnyway.tsx'
import { tabDocuments } from '../sync/documents.ts'
import type { HeldDraft } from '../sync/heldDrafts.ts'
import type { OpenDocument } from '../sync/hooks.ts'
import { lockSentence } from '../sync/saveState.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/Toast.tsx'
import styles from './locks.module.css'
import { offerDraft } from './offerDraft.ts'

interface LockNoticeProps {
  document: OpenDocument
  lock: DocumentLock | null
  canWrite: boolean
}

/** Who locked the document and why, and what of one's own words a lock held back. */
export function LockNotice({ document, lock, canWrite }: LockNoticeProps) {
  const { user, documents } = useProjectContext()
  const kind = documents.find(({ id }) => id === document.documentId)?.kind
  const stage = lock?.approved && kind ? stageOfKind(kind) : null
  const [drafts, setDrafts] = useState<readonly HeldDraft[]>([])
  const look = useCallback(() => {
    tabDocuments()
      .drafts(user.id)
      .of(document.documentId)
      .then(setDrafts, () => setDrafts([])) // a browser without storage keeps none
  }, [user.id, document])
  // the document is opened anew when words were held back, and can be written in again when the lock ends
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again when the lock changes
  useEffect(look, [look, lock])

  return (
    <>
      {lock && (
        <div className={styles.notice} role="status">
          <Lock aria-hidden="true" />
          <p>{lockSentence(lock)}</p>
          {stage && <EditAnyway stage={stage} />}
        </div>
      )}
      {drafts.map(draft => (
        <HeldDraftNotice
          key={draft.id}
          draft={draft}
          document={document}
          person={user}
          stopped={
            lock
              ? 'The document is still locked.'
              : canWrite
                ? null
                : 'You may only read here now. Copy the words, or ask the owner to make you an editor.'
          }
          onSettled={look}
        />
      ))}
    </>
  )
}

function sentenceOf({ lockedBy, edits, text }: HeldDraft): string {
  if (lockedBy !== null)
    return `When ${lockedBy} locked this, some of what you wrote had not been saved. It was kept as a draft that only you can see.`
  const anew = 'This page had come to show something else than what is saved, and was opened anew as it is saved.'
  return edits.length === 0 && text === ''
    ? `${anew} No words were lost.`
    : `${anew} What only this page said was kept as a draft that only you can see.`
}

interface HeldDraftNoticeProps {
  draft: HeldDraft
  document: OpenDocument
  person: { id: string; name: string }
  /** Why it cannot be offered now; null when it can. */
  stopped: string | null
  onSettled: () => void
}

function HeldDraftNotice({ draft, document, person, stopped, onSettled }: HeldDraftNoticeProps) {
  const toast = useToast()
  const [discarding, setDiscarding] = useState(false)
  const store = tabDocuments().drafts(person.id)
  const failed = () =>
    toast({ title: 'The draft was not changed', detail: 'This browser did not answer. Try again.', tone: 'danger' })
  const remove = () => store.remove(draft.id).then(onSettled, failed)
  const offer = () => {
    const left = offerDraft(document.doc, draft, person)
    if (left.length === 0) return void remove()
    toast({
      title: 'Some of it no longer fits',
      detail: 'The words there have changed since. The rest was suggested; copy what is left by hand.',
    })
    store.add({ ...draft, edits: left }).then(onSettled, failed)
  }
  const copy = () =>
    navigator.clipboard.writeText(draft.text).then(
      () => toast({ title: 'Copied' }),
      () => toast({ title: 'The browser did not let the words be copied', tone: 'danger' }),
    )
  return (
    <div className={styles.notice} role="status">
      <p>{sentenceOf(draft)}</p>
      {draft.edits.length > 0 && (
        <Button size="small" variant="primary" disabledReason={stopped} onClick={offer}>
          Offer as suggestions
        </Button>
      )}
      {draft.text !== '' && (
        <Button size="small" onClick={() => void copy()}>
          Copy the words
        </Button>
      )}
      <Button
        size="small"
        variant="quiet"
        onClick={() => (draft.text === '' && draft.edits.length === 0 ? void remove() : setDiscarding(true))}
      >
        {draft.text === '' && draft.edits.length === 0 ? 'All right' : 'Discard'}
      </Button>
      <ConfirmDialog
        open={discarding}
        onOpenChange={setDiscarding}
        title="Discard the draft?"
        description="What only this browser has of it is removed from this browser and cannot be brought back."
        confirm="Discard"
        danger
        onConfirm={() => void remove()}
      />
    </div>
  )
}

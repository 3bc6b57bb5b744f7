import { PencilLine } from 'lucide-react'
import { useState } from 'react'
import { type Bookmark, LONGEST_BOOKMARK_NAME } from '../../../shared/core/script/bookmarks.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, Input } from '../../ui/Field.tsx'

interface BookmarkNameProps {
  bookmark: Bookmark & { text: string }
  onRename: (id: string, name: string) => void
}

/** Gives a bookmark a name of its own; an empty one reads as the words of its line. */
export function BookmarkName({ bookmark, onRename }: BookmarkNameProps) {
  const [name, setName] = useState<string | null>(null)
  const close = () => setName(null)
  return (
    <>
      <IconButton
        size="small"
        label={`Rename the bookmark ${bookmark.name || bookmark.text.slice(0, 40)}`}
        onClick={() => setName(bookmark.name)}
      >
        <PencilLine />
      </IconButton>
      {name !== null && (
        <Dialog
          open
          onOpenChange={close}
          title="Rename the bookmark"
          onSubmit={() => {
            onRename(bookmark.id, name.trim())
            close()
          }}
          footer={
            <>
              <Button onClick={close}>Cancel</Button>
              <Button variant="primary" type="submit">
                Rename
              </Button>
            </>
          }
        >
          <Field label="Name" hint="Left empty, it shows the words of its line.">
            <Input value={name} maxLength={LONGEST_BOOKMARK_NAME} onChange={event => setName(event.target.value)} />
          </Field>
        </Dialog>
      )}
    </>
  )
}

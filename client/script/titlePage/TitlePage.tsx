import { ChevronDown } from 'lucide-react'
import { Collapsible } from 'radix-ui'
import { useState } from 'react'
import type * as Y from 'yjs'
import { isCentred, LONGEST_VALUE, setTitlePageField, titlePageFields } from '../../../shared/core/script/titlePage.ts'
import './titlePage.css'
import { useTitlePage } from './useTitlePage.ts'

/** What one writes here is one's own, but no part of the undo of the script. */
const ORIGIN = { titlePage: true }

/** The first sheet: folded to its title until somebody opens it, so that the script itself is seen first. */
export function TitlePage({ doc, canWrite }: { doc: Y.Doc; canWrite: boolean }) {
  const entries = useTitlePage(doc)
  const [open, setOpen] = useState(false)
  const valueUnder = (...keys: string[]): string =>
    entries.find(({ key }) => keys.includes(key.toLowerCase()))?.value.replaceAll('\n', ' ') ?? ''
  const title = valueUnder('title').replace(/[*_]/g, '')
  const by = valueUnder('author', 'authors')
  if (entries.length === 0 && !canWrite) return null
  return (
    <Collapsible.Root className="title-page" open={open} onOpenChange={setOpen}>
      <Collapsible.Trigger className="title-page-fold">
        <span className="title-page-label">{entries.length === 0 ? 'Add a title page' : 'Title page'}</span>
        {!open && title !== '' && <span className="title-page-title">{title}</span>}
        {!open && by !== '' && <span className="title-page-by">by {by}</span>}
        <ChevronDown size={15} aria-hidden="true" />
      </Collapsible.Trigger>
      <Collapsible.Content className="title-page-sheet">
        {titlePageFields(entries).map(({ key, value }) => (
          <label key={key.toLowerCase()} className="title-page-field" data-centred={isCentred(key) || undefined}>
            <span>{key}</span>
            <textarea
              rows={1}
              maxLength={LONGEST_VALUE}
              value={value}
              readOnly={!canWrite}
              data-key={key.toLowerCase()}
              onChange={event => setTitlePageField(doc, key, event.target.value, ORIGIN)}
            />
          </label>
        ))}
      </Collapsible.Content>
    </Collapsible.Root>
  )
}

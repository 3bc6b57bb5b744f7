import { Clapperboard } from 'lucide-react'
import { useState } from 'react'
import { lockPages, unlockPages } from '../../../shared/core/pages/scriptPages.ts'
import {
  lockScenes,
  PAGE_SIZES,
  type PageSize,
  renumberScenes,
  setPageSize,
  unlockScenes,
} from '../../../shared/core/script/production.ts'
import { announce } from '../../ui/announce.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/Dialog.tsx'
import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { type Command, useCommands } from '../../ui/shortcuts/commands.ts'
import { useScript } from '../context.tsx'
import { ColourDot } from '../revisions/ColourDot.tsx'
import { revisionName } from '../revisions/names.ts'
import { RevisionDialog } from '../revisions/RevisionDialog.tsx'
import { useRevisionActs } from '../revisions/useRevisionActs.tsx'
import { useProduction, useRevisions } from './useProduction.ts'
import { useScriptApproval } from './useScriptApproval.ts'

const PAPER_NAMES: Record<PageSize, string> = { letter: 'US Letter', a4: 'A4' }
type Asked = 'revision' | 'clear' | 'renumber' | null

/** What a script that is being shot has settled: revisions, numbers, pages. Also by command, each one. */
export function ProductionMenu() {
  const { open, reason, showPanel } = useScript()
  const { doc } = open
  const production = useProduction(doc)
  const revisions = useRevisions(doc)
  const acts = useRevisionActs()
  const approval = useScriptApproval()
  const [asked, setAsked] = useState<Asked>(null)
  const written = revisions.find(({ id }) => id === production.revision)
  const last = revisions.at(-1)
  const { scenesLocked } = production
  const pagesLocked = production.pages !== null

  const toggleNumbers = () => {
    if (scenesLocked) unlockScenes(doc)
    else lockScenes(doc)
    announce(scenesLocked ? 'Scene numbers are unlocked.' : 'Scene numbers are locked.')
  }
  const fixNumbers = () => {
    lockScenes(doc)
    announce('All scene numbers are fixed.')
  }
  const togglePages = () => {
    if (pagesLocked) unlockPages(doc)
    else lockPages(doc)
    announce(pagesLocked ? 'Pages are unlocked.' : 'Pages are locked.')
  }
  const fixPages = () => {
    lockPages(doc)
    announce('All pages are fixed where they are.')
  }
  const marking = written
    ? { label: `Stop marking changes`, detail: revisionName(written), run: acts.stop }
    : last
      ? { label: `Go on marking in ${revisionName(last)}`, run: () => acts.goOn(last.id) }
      : null

  const items: MenuEntry[] = [
    { label: approval.label, disabledReason: approval.disabledReason, onSelect: approval.run },
    { kind: 'separator' },
    { kind: 'heading', label: 'Revisions' },
    { label: 'Start a revision…', disabledReason: reason, onSelect: () => setAsked('revision') },
    ...(marking
      ? [{ label: marking.label, detail: marking.detail, disabledReason: reason, onSelect: marking.run }]
      : []),
    ...(last
      ? [
          { label: 'Next changed line', keys: 'F2', onSelect: () => acts.go(1) },
          { label: 'Previous changed line', keys: 'shift+F2', onSelect: () => acts.go(-1) },
          { label: 'List of changes', onSelect: () => showPanel('changes') },
          {
            label: `Clear the marks of ${revisionName(written ?? last)}…`,
            disabledReason: reason,
            onSelect: () => setAsked('clear'),
          },
        ]
      : []),
    { kind: 'separator' },
    { kind: 'heading', label: 'Scene numbers' },
    {
      label: 'Lock scene numbers',
      detail: scenesLocked ? 'New scenes get numbers between them: 12A' : undefined,
      checked: scenesLocked,
      disabledReason: reason,
      onSelect: toggleNumbers,
    },
    ...(scenesLocked ? [{ label: 'Fix the numbers given since', disabledReason: reason, onSelect: fixNumbers }] : []),
    {
      label: 'Number all scenes anew…',
      disabledReason: reason ?? (scenesLocked ? 'Unlock the numbers first.' : null),
      onSelect: () => setAsked('renumber'),
    },
    { kind: 'separator' },
    { kind: 'heading', label: 'Pages' },
    {
      label: 'Lock pages',
      detail: pagesLocked ? 'What is added gets pages between them: 12A' : undefined,
      checked: pagesLocked,
      disabledReason: reason,
      onSelect: togglePages,
    },
    ...(pagesLocked ? [{ label: 'Fix the pages given since', disabledReason: reason, onSelect: fixPages }] : []),
    ...PAGE_SIZES.map(size => ({
      label: PAPER_NAMES[size],
      checked: production.pageSize === size,
      disabledReason: reason ?? (pagesLocked && production.pageSize !== size ? 'Unlock the pages first.' : null),
      onSelect: () => setPageSize(doc, size),
    })),
  ]

  const commands: Command[] = [
    ...(approval.disabledReason === null
      ? [{ label: approval.label, run: approval.run, keywords: 'lock freeze stage' }]
      : []),
    { label: 'Start a revision…', run: () => setAsked('revision'), keywords: 'coloured blue pink pages' },
    ...(marking ? [{ label: marking.label, run: marking.run, keywords: 'revision end' }] : []),
    { label: 'Next changed line', keys: 'F2', inFields: true, run: () => acts.go(1) },
    { label: 'Previous changed line', keys: 'shift+F2', inFields: true, run: () => acts.go(-1) },
    ...(last ? [{ label: 'Clear the marks of a revision…', run: () => setAsked('clear') }] : []),
    { label: scenesLocked ? 'Unlock scene numbers' : 'Lock scene numbers', run: toggleNumbers },
    ...(scenesLocked ? [{ label: 'Fix the scene numbers given since', run: fixNumbers }] : []),
    { label: pagesLocked ? 'Unlock pages' : 'Lock pages', run: togglePages },
    ...PAGE_SIZES.filter(size => size !== production.pageSize && !pagesLocked).map(size => ({
      label: `Set on ${PAPER_NAMES[size]}`,
      keywords: 'page size paper',
      run: () => setPageSize(doc, size),
    })),
  ].map(command => ({ ...command, group: 'Production' }))
  useCommands(reason === null ? commands : commands.filter(({ keys }) => keys))

  const clearing = written ?? last
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button
            variant="quiet"
            className="production-button"
            icon={written ? <ColourDot colour={written.colour} /> : <Clapperboard size={15} aria-hidden="true" />}
            title={written ? `Writing ${revisionName(written)}` : undefined}
          >
            Production
          </Button>
        }
        items={items}
      />
      {asked === 'revision' && <RevisionDialog revisions={revisions} onClose={() => setAsked(null)} />}
      {asked === 'clear' && clearing && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={`Clear the marks of ${revisionName(clearing)}?`}
          description="Its asterisks go, for everybody. The words stay as they are."
          confirm="Clear the marks"
          onConfirm={() => acts.clear(clearing.id)}
        />
      )}
      {asked === 'renumber' && (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title="Number all scenes anew?"
          description="Numbers that were fixed, as 12A, are forgotten for everybody; scenes are numbered by their places."
          confirm="Number anew"
          danger
          onConfirm={() => renumberScenes(doc)}
        />
      )}
    </>
  )
}

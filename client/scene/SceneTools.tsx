import { Copy, MessageSquarePlus, PanelRightClose, PanelRightOpen, Plus, Redo2, Trash2, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../ui/Button.tsx'
import type { Hand } from './grid/actions.ts'
import type { CellRef } from './grid/selection.ts'
import { type useActs, useUndoState } from './useActs.ts'

interface SceneToolsProps {
  hand: Hand
  acts: ReturnType<typeof useActs>
  shots: readonly { id: string }[]
  /** Shots whose rows are selected. */
  selected: readonly string[]
  /** Why nothing can be written; null: one may. */
  readOnlyReason: string | null
  onGo: (cell: CellRef | null) => void
  commentReason: string | null
  onComment: () => void
  /** Is the panel with the script open? */
  panel: boolean
  onPanel: () => void
  /** What stands between the tools of the table and that of the panel. */
  children: ReactNode
}

/** What is done with the shots of a scene, in its header. */
export function SceneTools({
  hand,
  acts,
  shots,
  selected,
  readOnlyReason,
  onGo,
  commentReason,
  onComment,
  panel,
  onPanel,
  children,
}: SceneToolsProps) {
  const canUndo = useUndoState(hand.undo)
  return (
    <>
      {shots.length > 0 && (
        <>
          <Button
            size="small"
            icon={<Plus aria-hidden="true" />}
            disabledReason={readOnlyReason}
            onClick={() => acts.add(selected.at(-1) ?? shots.at(-1)?.id ?? null)}
          >
            Add shot
          </Button>
          <IconButton
            size="small"
            label="Duplicate"
            keys="mod+d"
            disabledReason={readOnlyReason}
            onClick={() => acts.duplicate(selected)}
          >
            <Copy />
          </IconButton>
          <IconButton
            size="small"
            label={selected.length > 1 ? `Delete ${selected.length} shots` : 'Delete shot'}
            keys="mod+backspace"
            disabledReason={readOnlyReason}
            onClick={() => acts.remove(selected)}
          >
            <Trash2 />
          </IconButton>
        </>
      )}
      <IconButton
        size="small"
        label="Undo"
        keys="mod+z"
        disabledReason={readOnlyReason ?? (canUndo.undo ? null : 'You have changed nothing yet.')}
        onClick={() => onGo(acts.undo())}
      >
        <Undo2 />
      </IconButton>
      <IconButton
        size="small"
        label="Redo"
        keys="mod+shift+z"
        disabledReason={readOnlyReason ?? (canUndo.redo ? null : 'There is nothing to redo.')}
        onClick={() => onGo(acts.redo())}
      >
        <Redo2 />
      </IconButton>
      <IconButton
        size="small"
        label="Comment on the cell"
        keys="mod+alt+m"
        disabledReason={commentReason}
        onMouseDown={event => event.preventDefault()}
        onClick={onComment}
      >
        <MessageSquarePlus />
      </IconButton>
      {children}
      <IconButton
        size="small"
        label={panel ? 'Hide the script panel' : 'Show the script panel'}
        pressed={panel}
        onClick={onPanel}
      >
        {panel ? <PanelRightClose /> : <PanelRightOpen />}
      </IconButton>
    </>
  )
}

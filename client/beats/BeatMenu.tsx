import {
  ArrowDown,
  ArrowUp,
  BetweenHorizontalStart,
  EllipsisVertical,
  ListChecks,
  Merge,
  PencilLine,
  Quote,
  Sparkles,
  Split,
  Trash2,
  Ungroup,
} from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { IconButton } from '../ui/Button.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import type { BeatRowProps } from './BeatRow.tsx'

/** Everything that can be done with a beat, each with its key or its price. */
export function BeatMenu(props: BeatRowProps) {
  const { beat, count, acts, asking, passage, shown, onPassage, isChosen, onChoose } = props
  const trigger = useRef<HTMLButtonElement>(null)
  const { id, number } = beat
  /** Where the caret is, or was last, in the text of the beat. */
  const caret = (): number =>
    trigger.current?.closest('li')?.querySelector<HTMLTextAreaElement>('[data-part="body"] textarea')?.selectionStart ??
    0
  const asked = (label: string, icon: ReactNode, run: () => void): MenuEntry => ({
    label,
    icon,
    disabledReason: asking.reason,
    ...(asking.cost === null ? {} : { detail: asking.cost }),
    onSelect: run,
  })
  const items: MenuEntry[] = [
    {
      label: 'Write a beat below',
      icon: <BetweenHorizontalStart aria-hidden="true" />,
      keys: 'mod+Enter',
      onSelect: () => acts.add(id),
    },
    { kind: 'separator' },
    asked('Brainstorm three alternatives', <Sparkles aria-hidden="true" />, () => asking.brainstorm(id)),
    asked('Expand into two beats', <Ungroup aria-hidden="true" />, () => asking.expand(id)),
    {
      label: 'Rewrite by an instruction…',
      icon: <PencilLine aria-hidden="true" />,
      keys: 'mod+j',
      disabledReason: asking.reason,
      // once the menu has given its focus back
      onSelect: () => requestAnimationFrame(() => trigger.current && asking.beats([id], trigger.current)),
    },
    {
      label: isChosen ? 'Do not choose it' : 'Choose it, to work on several',
      icon: <ListChecks aria-hidden="true" />,
      keys: 'Space',
      onSelect: () => onChoose(id),
    },
    { kind: 'separator' },
    {
      label: 'Split at the caret',
      icon: <Split aria-hidden="true" />,
      keys: 'mod+shift+Enter',
      onSelect: () => acts.split(id, caret()),
    },
    {
      label: 'Merge with the next',
      icon: <Merge aria-hidden="true" />,
      disabledReason: number < count ? null : 'It is the last beat.',
      onSelect: () => acts.mergeWithNext(id),
    },
    {
      label: 'Move up',
      icon: <ArrowUp aria-hidden="true" />,
      keys: 'alt+ArrowUp',
      disabledReason: number > 1 ? null : 'It is the first beat.',
      onSelect: () => void acts.moveByOne(id, -1),
    },
    {
      label: 'Move down',
      icon: <ArrowDown aria-hidden="true" />,
      keys: 'alt+ArrowDown',
      disabledReason: number < count ? null : 'It is the last beat.',
      onSelect: () => void acts.moveByOne(id, 1),
    },
    {
      label: shown ? 'Hide the passage' : 'Show the passage',
      icon: <Quote aria-hidden="true" />,
      disabledReason: passage ? null : 'This beat comes from no passage of the treatment.',
      onSelect: () => onPassage(id),
    },
    { kind: 'separator' },
    {
      label: 'Remove',
      icon: <Trash2 aria-hidden="true" />,
      keys: 'Delete',
      danger: true,
      onSelect: () => acts.remove(id),
    },
  ]
  return (
    <Menu
      align="end"
      items={items}
      trigger={
        <IconButton ref={trigger} label={`Actions for beat ${number}`} size="small" tabIndex={-1}>
          <EllipsisVertical />
        </IconButton>
      }
    />
  )
}

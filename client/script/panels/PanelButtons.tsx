import { IconButton } from '../../ui/Button.tsx'
import { useCommands } from '../../ui/shortcuts/commands.ts'
import { useScript } from '../context.tsx'
import type { ScriptPanel } from './panels.tsx'

/** One button for each panel; a press opens it or closes it. */
export function PanelButtons({ panels, group }: { panels: readonly ScriptPanel[]; group: string }) {
  const { panel, showPanel } = useScript()
  const toggle = (name: string) => () => showPanel(panel === name ? null : name)
  useCommands(
    panels.map(({ name, label, keys, keywords }) => ({
      label: panel === name ? `Close: ${label}` : label,
      group,
      ...(keys ? { keys } : {}),
      ...(keywords ? { keywords } : {}),
      inFields: true,
      run: toggle(name),
    })),
  )
  return panels.map(({ name, label, keys, Icon, seldom }) => (
    <IconButton
      key={name}
      label={label}
      {...(keys ? { keys } : {})}
      pressed={panel === name}
      {...(seldom && { 'data-leaves-first': '' })}
      onMouseDown={event => event.preventDefault()}
      onClick={toggle(name)}
    >
      <Icon size={15} />
    </IconButton>
  ))
}

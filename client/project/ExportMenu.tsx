import { ChevronDown, Download } from 'lucide-react'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { EXPORTS } from './screenplayExport.ts'
import { useExport } from './useExport.ts'

interface ExportMenuProps {
  /** Address of the export on the server. */
  path: string
  /** Of the file, without its ending. */
  name: string
  variant?: 'quiet'
}

/** A script as a file in any format. */
export function ExportMenu({ path, name, variant }: ExportMenuProps) {
  const save = useExport(path, name)
  return (
    <Menu
      align="end"
      trigger={
        <Button {...(variant ? { variant } : {})} icon={<Download aria-hidden="true" />}>
          Export
          <ChevronDown aria-hidden="true" />
        </Button>
      }
      items={EXPORTS.map(chosen => ({
        label: chosen.label,
        detail: `.${chosen.extension}`,
        onSelect: () => save(chosen),
      }))}
    />
  )
}

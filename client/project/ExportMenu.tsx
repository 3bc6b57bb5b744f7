import { ChevronDown, Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { PdfDialog } from './PdfDialog.tsx'
import { EXPORTS, type Export } from './screenplayExport.ts'
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
  const [asking, setAsking] = useState<Export | null>(null)
  return (
    <>
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
          // a PDF can be made for somebody
          onSelect: () => (chosen.format === 'pdf' ? setAsking(chosen) : save(chosen)),
        }))}
      />
      {asking && <PdfDialog onClose={() => setAsking(null)} onExport={query => save(asking, query)} />}
    </>
  )
}

import { useState } from 'react'
import { LONGEST_WATERMARK } from '../../shared/core/formats/pdf/watermark.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'

const SIZES = [
  { value: 'script' as const, label: 'The paper of the script' },
  { value: 'letter' as const, label: 'US Letter' },
  { value: 'a4' as const, label: 'A4' },
]
const NUMBERS = [
  { value: 'script' as const, label: 'Where numbers are fixed' },
  { value: 'on' as const, label: 'Beside every heading' },
  { value: 'off' as const, label: 'None' },
]

interface PdfDialogProps {
  onClose: () => void
  /** What the server is asked for; nothing for what is as the script has it. */
  onExport: (query: Record<string, string>) => void
}

/** How a PDF is to be: whom it is for, on which paper, with or without scene numbers. */
export function PdfDialog({ onClose, onExport }: PdfDialogProps) {
  const [watermark, setWatermark] = useState('')
  const [size, setSize] = useState<(typeof SIZES)[number]['value']>('script')
  const [numbers, setNumbers] = useState<(typeof NUMBERS)[number]['value']>('script')
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title="Export as PDF"
      onSubmit={() => {
        onClose()
        onExport({
          ...(watermark.trim() === '' ? {} : { watermark: watermark.trim() }),
          ...(size === 'script' ? {} : { size }),
          ...(numbers === 'script' ? {} : { sceneNumbers: numbers }),
        })
      }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Export
          </Button>
        </>
      }
    >
      <Field
        label="Watermark (optional)"
        hint="Whom this copy is for. Stands across every page, light, behind the text."
      >
        <Input
          value={watermark}
          maxLength={LONGEST_WATERMARK}
          placeholder="A name"
          onChange={event => setWatermark(event.target.value)}
        />
      </Field>
      <Field label="Paper">
        <Select value={size} onChange={setSize} options={SIZES} />
      </Field>
      <Field label="Scene numbers">
        <Select value={numbers} onChange={setNumbers} options={NUMBERS} />
      </Field>
    </Dialog>
  )
}

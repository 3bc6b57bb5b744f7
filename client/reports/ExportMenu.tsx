import { ChevronDown, Download } from 'lucide-react'
import { writeCsv } from '../../shared/core/reports/csv.ts'
import type { ScriptFigures } from '../../shared/core/reports/figures.ts'
import { REPORT_TITLES, type ReportName } from '../../shared/core/reports/names.ts'
import { reportTable } from '../../shared/core/reports/table.ts'
import { send, sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { useToast } from '../ui/Toast.tsx'

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name.replace(/[\\/:*?"<>|]+/g, '_')
  link.click()
  URL.revokeObjectURL(url)
}

/** The report as a file: CSV of what is shown here, also without a network; PDF by the server, of what is saved. */
export function ExportMenu({ report, figures }: { report: ReportName; figures: ScriptFigures }) {
  const { project } = useProjectContext()
  const toast = useToast()
  const name = `${project.name} - ${REPORT_TITLES[report]}`
  const csv = (): void =>
    save(new Blob([writeCsv(reportTable(report, figures))], { type: 'text/csv;charset=utf-8' }), `${name}.csv`)
  const pdf = (): void => {
    send('GET', `/api/projects/${encodeURIComponent(project.id)}/reports/${report}?format=pdf`)
      .then(response => response.blob())
      .then(blob => save(blob, `${name}.pdf`))
      .catch((error: unknown) =>
        toast({ title: 'The report was not exported', detail: sentenceOf(error), tone: 'danger' }),
      )
  }
  useCommands([
    { label: 'Export this report as CSV', group: 'Reports', run: csv },
    { label: 'Export this report as PDF', group: 'Reports', run: pdf },
  ])
  return (
    <Menu
      trigger={
        <Button icon={<Download aria-hidden="true" />}>
          Export
          <ChevronDown aria-hidden="true" />
        </Button>
      }
      items={[
        { label: 'CSV, for spreadsheets', onSelect: csv },
        { label: 'PDF, to print', onSelect: pdf },
      ]}
    />
  )
}

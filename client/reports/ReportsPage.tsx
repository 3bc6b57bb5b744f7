import { Link, useSearch } from '@tanstack/react-router'
import { ChartNoAxesColumn } from 'lucide-react'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { ScriptFigures } from '../../shared/core/reports/figures.ts'
import { REPORT_TITLES, REPORTS, type ReportName } from '../../shared/core/reports/names.ts'
import { useProjectContext } from '../project/context.tsx'
import { RunningTimes } from '../project/RunningTimes.tsx'
import { type OpenDocument, useDocument } from '../sync/hooks.ts'
import buttonStyles from '../ui/Button.module.css'
import { classNames } from '../ui/classNames.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import frame from '../ui/PageFrame.module.css'
import { PagePending } from '../ui/PagePending.tsx'
import { CharactersReport } from './CharactersReport.tsx'
import { DialogueReport } from './DialogueReport.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { createFiguresStore } from './figuresStore.ts'
import { LocationsReport } from './LocationsReport.tsx'
import { PacingReport } from './PacingReport.tsx'
import styles from './reports.module.css'
import { ScenesReport } from './ScenesReport.tsx'

const CONTENTS: Record<ReportName, (props: { figures: ScriptFigures }) => React.ReactNode> = {
  scenes: ScenesReport,
  characters: CharactersReport,
  locations: LocationsReport,
  dialogue: DialogueReport,
  pacing: PacingReport,
}

/** What the script says in numbers, while it is being written. */
export default function ReportsPage() {
  const { project, scriptDocumentId } = useProjectContext()
  const { document: open, ready, problem } = useDocument(scriptDocumentId)
  useEffect(() => {
    document.title = `Reports · ${project.name} · Aiuteur`
  }, [project.name])
  if (problem) return <ErrorNotice happened={problem} kept="What you wrote is kept in this browser." />
  if (!open || !ready) return <PagePending />
  return <Reports key={open.doc.guid} open={open} />
}

function Reports({ open }: { open: OpenDocument }) {
  const { project } = useProjectContext()
  const { report = 'scenes' } = useSearch({ from: '/signed-in/p/$projectId/reports' })
  const store = useMemo(() => createFiguresStore(open.doc), [open])
  const figures = useSyncExternalStore(store.subscribe, store.get)
  const params = { projectId: project.id }
  const Content = CONTENTS[report]
  const isEmpty = figures.parts.length === 0 && figures.scenes.length === 0 && figures.speeches.length === 0
  return (
    <main className={frame.page}>
      <div className={frame.content}>
        <div className={styles.head}>
          <h1 className={frame.title}>Reports</h1>
          {!isEmpty && (
            <p className={frame.totals}>
              <span>{figures.scenes.length === 1 ? '1 scene' : `${figures.scenes.length} scenes`}</span>
              <RunningTimes eighths={figures.eighths} seconds={figures.seconds} />
              <span>{Math.round(figures.words).toLocaleString('en')} words of dialogue</span>
            </p>
          )}
        </div>
        {isEmpty ? (
          <EmptyState
            icon={<ChartNoAxesColumn aria-hidden="true" />}
            title="Nothing is written yet"
            action={
              <Link
                to="/p/$projectId/script"
                params={params}
                className={classNames(buttonStyles.button, buttonStyles.primary)}
              >
                Open the script
              </Link>
            }
          >
            Scenes, characters, locations, who talks when and how the film is paced: all of it is counted here while you
            write.
          </EmptyState>
        ) : (
          <>
            <div className={styles.bar}>
              <nav className={styles.tabs} aria-label="Reports">
                {REPORTS.map(name => (
                  <Link
                    key={name}
                    to="/p/$projectId/reports"
                    params={params}
                    search={{ report: name }}
                    className={styles.tab}
                    {...(name === report ? { 'aria-current': 'page' as const } : {})}
                  >
                    {REPORT_TITLES[name]}
                  </Link>
                ))}
              </nav>
              <ExportMenu report={report} figures={figures} />
            </div>
            <Content figures={figures} />
          </>
        )}
      </div>
    </main>
  )
}

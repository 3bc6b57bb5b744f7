import { Link, useNavigate } from '@tanstack/react-router'
import { ChevronDown, GitBranchPlus, PencilLine, RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { TimelineHistory, TimelineRow } from '../../shared/core/api/timelines.ts'
import { sentenceOf } from '../api/request.ts'
import { NameEditor } from '../dashboard/NameEditor.tsx'
import { useProjectContext } from '../project/context.tsx'
import { SawButton } from '../traces/SawButton.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toast.tsx'
import { CreateBranch } from './CreateBranch.tsx'
import type { PlacedCommit } from './layout.ts'
import { useTimelineMutations } from './queries.ts'
import styles from './timelines.module.css'
import { useSwitchTimeline } from './useSwitchTimeline.ts'
import { KIND_WORDS, peopleWords, sizeWords } from './words.ts'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

interface CommitPanelProps {
  placed: PlacedCommit
  timelines: readonly TimelineRow[]
  history: TimelineHistory
}

/** One commit: what it is, what it can be read against, and the timeline that it is on. */
export function CommitPanel({ placed, timelines, history }: CommitPanelProps) {
  const { commit, timeline, isHead } = placed
  const { project, canWrite } = useProjectContext()
  const [forking, setForking] = useState(false)
  const goTo = useSwitchTimeline()
  const navigate = useNavigate()
  const params = { projectId: project.id }
  const before = history.commits.find(({ id }) => id === commit.parentId)
  const merged = history.commits.find(({ id }) => id === commit.mergedId)
  const others = timelines.filter(({ deletedAt }) => deletedAt === null)
  const editorsOnly = canWrite ? null : 'Editors can do this.'
  const compare = (from: string, to: string): void =>
    void navigate({ to: '/p/$projectId/compare', params, search: { from, to } })
  const isHere = timeline.id === project.timelineId
  return (
    <aside className={styles.panel} aria-label="The chosen version">
      <h2 className={styles.panelTitle}>{commit.name}</h2>
      {commit.message !== '' && <p className={styles.why}>{commit.message}</p>}
      <dl className={styles.facts}>
        <dt>Kind</dt>
        <dd>{KIND_WORDS[commit.kind]}</dd>
        <dt>Timeline</dt>
        <dd>{timeline.name}</dd>
        <dt>When</dt>
        <dd>{moment.format(new Date(commit.createdAt))}</dd>
        {commit.by && (
          <>
            <dt>Who</dt>
            <dd>{commit.by.name}</dd>
          </>
        )}
        <dt>Cost</dt>
        <dd>{commit.credits === 1 ? '1 credit' : `${commit.credits} credits`}</dd>
        {merged && (
          <>
            <dt>Merged in</dt>
            <dd>{merged.name}</dd>
          </>
        )}
      </dl>
      {commit.jobs.length > 0 && (
        <section aria-label="What agents did for it">
          <h3 className={styles.timelineName}>Agents</h3>
          <ul className={styles.jobs}>
            {commit.jobs.map(job => (
              <li key={job.id}>
                {job.title}
                <SawButton jobId={job.id} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles.actions}>
        <Link to="/p/$projectId/compare" params={params} search={{ from: commit.id, to: commit.id }}>
          Preview
        </Link>
        <Menu
          trigger={
            <Button variant="quiet">
              Compare with…
              <ChevronDown aria-hidden="true" />
            </Button>
          }
          items={[
            ...(before
              ? [{ label: 'The one before', detail: before.name, onSelect: () => compare(before.id, commit.id) }]
              : []),
            ...others.map(({ id, name }) => ({ label: `“${name}” now`, onSelect: () => compare(commit.id, id) })),
          ]}
        />
      </div>
      {isHead && timeline.deletedAt === null ? (
        <Button disabledReason={isHere ? 'You are on it.' : null} onClick={() => goTo(timeline)}>
          Switch to “{timeline.name}”
        </Button>
      ) : (
        <Button
          icon={<GitBranchPlus aria-hidden="true" />}
          disabledReason={editorsOnly}
          onClick={() => setForking(true)}
        >
          Switch to this version
        </Button>
      )}
      {!isHead && <p className={styles.hint}>It opens as a new branch: nothing that came later is overwritten.</p>}
      {!isHere && timeline.deletedAt === null && (
        <Link to="/p/$projectId/merge" params={params} search={{ from: timeline.id }}>
          Merge “{timeline.name}” into “{project.timelineName}”…
        </Link>
      )}
      <TimelineActions timeline={timeline} bytes={history.bytes[timeline.id] ?? 0} />
      {forking && <CreateBranch from={{ id: commit.id, name: commit.name }} onClose={() => setForking(false)} />}
    </aside>
  )
}

/** Rename, delete and bring back, and what the timeline weighs. */
function TimelineActions({ timeline, bytes }: Pick<PlacedCommit, 'timeline'> & { bytes: number }) {
  const { project, role, canWrite } = useProjectContext()
  const [renaming, setRenaming] = useState(false)
  const [asking, setAsking] = useState(false)
  const { rename, remove, restore } = useTimelineMutations(project.id)
  const toast = useToast()
  const refused = (error: Error): void =>
    toast({ title: 'Nothing was changed', detail: sentenceOf(error), tone: 'danger' })
  const adminsOnly = may(role, 'timeline.delete') ? null : 'The owner and admins can do this.'
  const people = peopleWords(timeline.people)
  return (
    <section className={styles.timeline} aria-label={`Timeline ${timeline.name}`}>
      {renaming ? (
        <NameEditor
          name={timeline.name}
          onDone={name => {
            setRenaming(false)
            if (name !== null && name !== timeline.name) rename.mutate({ id: timeline.id, name }, { onError: refused })
          }}
        />
      ) : (
        <h3 className={styles.timelineName}>{timeline.name}</h3>
      )}
      <p className={styles.hint}>
        {sizeWords(bytes)} of its own{people && ` · ${people}`}
      </p>
      <div className={styles.buttons}>
        <Button
          variant="quiet"
          icon={<PencilLine aria-hidden="true" />}
          disabledReason={canWrite ? null : 'Editors can do this.'}
          onClick={() => setRenaming(true)}
        >
          Rename
        </Button>
        {timeline.deletedAt === null ? (
          <Button
            variant="quiet"
            icon={<Trash2 aria-hidden="true" />}
            disabledReason={
              timeline.main
                ? 'The first timeline stays.'
                : timeline.id === project.timelineId
                  ? 'You are on it: switch to another one first.'
                  : adminsOnly
            }
            onClick={() => setAsking(true)}
          >
            Delete
          </Button>
        ) : (
          <Button
            variant="quiet"
            icon={<RotateCcw aria-hidden="true" />}
            disabledReason={adminsOnly}
            onClick={() => restore.mutate(timeline.id, { onError: refused })}
          >
            Bring back
          </Button>
        )}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        danger
        title={`Delete “${timeline.name}”?`}
        description={`Nobody can open it any more${people ? `, and ${people} now` : ''}. Its words stay stored: it can be brought back from the version history.`}
        confirm="Delete"
        onConfirm={() =>
          remove.mutate(timeline.id, {
            onSuccess: () =>
              toast({
                title: `Deleted “${timeline.name}”`,
                action: { label: 'Undo', run: () => restore.mutate(timeline.id, { onError: refused }) },
              }),
            onError: refused,
          })
        }
      />
    </section>
  )
}

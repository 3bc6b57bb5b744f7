import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ArtifactDetail } from '../../shared/core/api/vault.ts'
import { ARTIFACT_KINDS, isMedia, stageTitle } from '../../shared/core/vault/kinds.ts'
import { ReadFailure } from '../api/ReadFailure.tsx'
import { PromoteButton } from '../library/PromoteButton.tsx'
import { useProjectContext } from '../project/context.tsx'
import { SawButton } from '../traces/SawButton.tsx'
import { IconButton } from '../ui/Button.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { ArtifactWords } from './ArtifactWords.tsx'
import { MediaFrame } from './MediaFrame.tsx'
import { useArtifact } from './queries.ts'
import { standingOf } from './standing.ts'
import { Tags } from './Tags.tsx'
import styles from './vault.module.css'
import { agentName, creditWords, modelWords, nameOf, sceneWords } from './words.tsx'

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

interface ArtifactPanelProps {
  id: string
  onClose: () => void
}

/** One artifact: what it says, where it comes from, and where it stands. */
export function ArtifactPanel({ id, onClose }: ArtifactPanelProps) {
  const { project } = useProjectContext()
  const read = useArtifact(project.id, id)
  const artifact = read.data
  return (
    <aside className={styles.panel} aria-label="The chosen artifact" aria-busy={read.isPending}>
      {artifact ? (
        <Artifact artifact={artifact} onClose={onClose} />
      ) : read.isPending ? (
        <PagePending />
      ) : (
        <ReadFailure query={read} what="It could not be read." />
      )}
    </aside>
  )
}

function Artifact({ artifact, onClose }: { artifact: ArtifactDetail; onClose: () => void }) {
  const { kind, stage, jobId, instruction, repairs } = artifact
  return (
    <>
      <header className={styles.panelHead}>
        <h2>{nameOf(artifact)}</h2>
        <IconButton label="Close" keys="Escape" size="small" onClick={onClose}>
          <X />
        </IconButton>
        <p className={styles.hint}>{[...new Set([ARTIFACT_KINDS[kind].title, stageTitle(stage)])].join(' · ')}</p>
      </header>
      <Tags artifact={artifact} />
      {isMedia(kind) ? <MediaFrame of={artifact} large /> : <ArtifactWords {...artifact} />}
      {repairs.length > 0 && (
        <p className={styles.hint}>
          As the agent answered. Put right before it was written down: {repairs.join('; ')}.
        </p>
      )}
      {instruction !== '' && (
        <blockquote className={styles.asked} aria-label="What was asked for">
          {instruction}
        </blockquote>
      )}
      <Facts artifact={artifact} />
      <div className={styles.acts}>
        <StandingLink artifact={artifact} />
        {jobId !== null && <SawButton jobId={jobId} elementId={artifact.elementId} />}
        <Promote artifact={artifact} />
      </div>
    </>
  )
}

function Facts({ artifact }: { artifact: ArtifactDetail }) {
  const { kind, timeline, scene, createdAt, askedBy, agent, model, credits, inputHash } = artifact
  const isLocked = kind === 'locked'
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Made on', timeline.deleted ? `${timeline.name} (deleted)` : timeline.name],
    ['Scene', scene && sceneWords(scene)],
    [
      'When',
      <time key="at" dateTime={createdAt}>
        {moment.format(new Date(createdAt))}
      </time>,
    ],
    [isLocked ? 'Locked by' : agent === null && model === '' ? 'Made by' : 'Asked for by', askedBy?.name],
    ['Agent', agentName(agent)],
    ['Model', modelWords(model)],
    // what agents cost until a stage was locked is said of their answers
    ['Cost', !isLocked && creditWords(credits)],
    [
      'Inputs',
      inputHash && (
        <code className={styles.hash} title="Hash of what it was made from: equal hashes, equal inputs">
          {inputHash}
        </code>
      ),
    ],
  ]
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, words]) =>
          words && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** An asset, an image key of one or a state of one goes into the library, as it stands on its timeline. */
function Promote({ artifact: { kind, timeline, assetId, elementId, title } }: { artifact: ArtifactDetail }) {
  const { project } = useProjectContext()
  if (assetId === null || timeline.deleted) return null
  const keyId = kind === 'image-key' ? elementId : null
  return (
    <PromoteButton
      projectId={project.id}
      timelineId={timeline.id}
      assetId={assetId}
      name={title}
      {...(keyId === null ? {} : { keyId })}
    />
  )
}

/** Leads to where the artifact stands, on its timeline. */
function StandingLink({ artifact }: { artifact: ArtifactDetail }) {
  const { project } = useProjectContext()
  const { timeline } = artifact
  const standing = standingOf(artifact)
  const params = { projectId: project.id }
  const search = { timeline: timeline.main ? undefined : timeline.id }
  if (standing.to === null) return <p className={styles.hint}>{standing.reason}</p>
  if (standing.to === '/p/$projectId/treatment')
    return (
      <Link
        to={standing.to}
        params={params}
        search={{ ...search, ...(standing.variant ? { variant: standing.variant } : {}) }}
      >
        {standing.label}
      </Link>
    )
  if (standing.to === '/p/$projectId/scenes/$sceneId')
    return (
      <Link to={standing.to} params={{ ...params, sceneId: standing.sceneId }} search={search}>
        {standing.label}
      </Link>
    )
  return (
    <Link
      to={standing.to}
      params={params}
      search={search}
      {...('hash' in standing && standing.hash ? { hash: standing.hash } : {})}
    >
      {standing.label}
    </Link>
  )
}

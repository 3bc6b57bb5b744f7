import { GitBranch, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useRef } from 'react'
import type { Artifact } from '../../shared/core/api/vault.ts'
import { ARTIFACT_KINDS, stageTitle } from '../../shared/core/vault/kinds.ts'
import { Badge } from '../ui/Badge.tsx'
import { classNames } from '../ui/classNames.ts'
import { relativeTime } from '../ui/time.ts'
import styles from './artifacts.module.css'
import { groupArtifacts, type SceneGroup } from './groups.ts'
import { MediaFrame } from './MediaFrame.tsx'
import { creditWords, KIND_ICONS, makerWords, nameOf, sceneWords } from './words.tsx'

interface ArtifactListProps {
  artifacts: readonly Artifact[]
  chosen: string | null
  /** Artifacts that have just arrived. */
  arrived: ReadonlySet<string>
  onChoose: (id: string) => void
}

/** By how many entries each key goes. */
const STEPS: Record<string, (at: number, last: number) => number> = {
  ArrowDown: at => at + 1,
  ArrowRight: at => at + 1,
  ArrowUp: at => at - 1,
  ArrowLeft: at => at - 1,
  Home: () => 0,
  End: (_, last) => last,
}

/** What was made, under its timeline, stage and scene. The arrow keys go from one to the next, whatever stands between. */
export function ArtifactList({ artifacts, chosen, arrived, onChoose }: ArtifactListProps) {
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: KeyboardEvent): void => {
    const entries = [...(list.current?.querySelectorAll<HTMLElement>('[data-artifact]') ?? [])]
    const at = document.activeElement instanceof HTMLElement ? entries.indexOf(document.activeElement) : -1
    const step = STEPS[event.key]
    if (!step || at < 0) return
    event.preventDefault()
    const next = entries[Math.max(0, Math.min(entries.length - 1, step(at, entries.length - 1)))]
    next?.focus()
    if (next?.dataset.artifact) onChoose(next.dataset.artifact)
  }
  const groups = groupArtifacts(artifacts)
  const isThere = artifacts.some(({ id }) => id === chosen)
  const first = groups[0]?.stages[0]?.scenes[0]
  const entry = isThere ? chosen : ((first?.words[0] ?? first?.media[0])?.id ?? null)
  const of = { entry, chosen, arrived, onChoose }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside have the focus; the keys are theirs
    <div ref={list} onKeyDown={onKeyDown}>
      {groups.map(({ timeline, stages }) => (
        <section key={timeline.id} aria-label={`Timeline ${timeline.name}`}>
          <h2 className={styles.timeline}>
            <GitBranch aria-hidden="true" />
            <span>{timeline.name}</span>
            {timeline.deleted && <Badge icon={<Trash2 aria-hidden="true" />}>Deleted</Badge>}
          </h2>
          {stages.map(({ stage, scenes }) => (
            <section key={stage} className={styles.stage} aria-label={stageTitle(stage)}>
              <h3 className={styles.stageName}>
                <span className={styles.number}>{stage}</span>
                {stageTitle(stage)}
              </h3>
              {scenes.map(scene => (
                <Scene key={scene.key} group={scene} of={of} />
              ))}
            </section>
          ))}
        </section>
      ))}
    </div>
  )
}

interface EntryOf {
  /** The one that Tab leads to. */
  entry: string | null
  chosen: string | null
  arrived: ReadonlySet<string>
  onChoose: (id: string) => void
}

function Scene({ group: { scene, words, media }, of }: { group: SceneGroup; of: EntryOf }) {
  // a scene of the script is called as its heading
  const isTold = scene !== null && words.some(({ title }) => title === scene.heading)
  return (
    <>
      {scene && !isTold && <h4 className={styles.scene}>{sceneWords(scene)}</h4>}
      {words.length > 0 && (
        <ul>
          {words.map(artifact => (
            <li key={artifact.id}>
              <Row artifact={artifact} of={of} />
            </li>
          ))}
        </ul>
      )}
      {media.length > 0 && (
        <ul className={styles.sheet}>
          {media.map(artifact => (
            <li key={artifact.id}>
              <Tile artifact={artifact} of={of} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const entryProps = ({ id }: Artifact, { entry, chosen, arrived, onChoose }: EntryOf) => ({
  type: 'button' as const,
  'data-artifact': id,
  'data-arrived': arrived.has(id) || undefined,
  'aria-current': id === chosen || undefined,
  tabIndex: id === entry ? 0 : -1,
  onClick: () => onChoose(id),
})

function Row({ artifact, of }: { artifact: Artifact; of: EntryOf }) {
  const { kind, title, scene, excerpt, tags, credits, createdAt } = artifact
  const kindTitle = ARTIFACT_KINDS[kind].title
  const isScene = scene !== null && scene.heading === title
  return (
    <button {...entryProps(artifact, of)} className={styles.row}>
      <span className={styles.icon}>{KIND_ICONS[kind]}</span>
      <span className={styles.said}>
        <span className={styles.name}>{isScene ? sceneWords(scene) : nameOf(artifact)}</span>
        {!isScene && title !== kindTitle && <span className={styles.kind}>{kindTitle}</span>}
        <TagWords tags={tags} />
        <span className={styles.excerpt}>{excerpt}</span>
      </span>
      <span className={styles.meta}>
        <time dateTime={createdAt}>{relativeTime(createdAt)}</time>
        <span>{makerWords(artifact)}</span>
        {credits > 0 && <span>{creditWords(credits)}</span>}
      </span>
    </button>
  )
}

/** A picture or clip, as it lies on a contact sheet. */
function Tile({ artifact, of }: { artifact: Artifact; of: EntryOf }) {
  const { tags, credits, createdAt } = artifact
  return (
    <button {...entryProps(artifact, of)} className={classNames(styles.tile)}>
      <MediaFrame of={artifact} />
      <span className={styles.name}>{nameOf(artifact)}</span>
      <span className={styles.caption}>
        <time dateTime={createdAt}>{relativeTime(createdAt)}</time>
        {credits > 0 && ` · ${creditWords(credits)}`}
      </span>
      <TagWords tags={tags} />
    </button>
  )
}

const TagWords = ({ tags }: { tags: readonly string[] }) =>
  tags.length > 0 && (
    <span className={styles.tagWords}>
      <span className="sr-only">, tagged </span>
      {tags.map((tag, place) => (
        <span key={tag} className={styles.tagWord}>
          {tag}
          {place < tags.length - 1 && <span className="sr-only">, </span>}
        </span>
      ))}
    </span>
  )

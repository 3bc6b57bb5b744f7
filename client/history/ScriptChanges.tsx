import { ArrowUpDown, Minus, Plus } from 'lucide-react'
import { Fragment, useState } from 'react'
import type { LineView, SceneView, ScriptView } from '../../shared/core/api/versions.ts'
import type { LineType } from '../../shared/core/script/lineTypes.ts'
import '../script/editor/screenplay.css'
import { Button } from '../ui/Button.tsx'
import styles from './history.module.css'
import { Pieces } from './Pieces.tsx'

const isChanged = (scene: SceneView): boolean =>
  scene.status !== 'same' || scene.lines.some(line => line.status !== 'same')

/** Scenes as they are shown: each changed one, and runs of those that are not. */
function runsOf(scenes: readonly SceneView[]): SceneView[][] {
  const runs: SceneView[][] = []
  for (const scene of scenes) {
    const last = runs.at(-1)
    if (!isChanged(scene) && last?.[0] && !isChanged(last[0])) last.push(scene)
    else runs.push([scene])
  }
  return runs
}

/** A script on paper, changes marked. With `folded`, scenes without changes are one line that opens. */
export function ScriptChanges({ view, folded }: { view: ScriptView; folded: boolean }) {
  const title = view.titlePage.filter(field => field.before !== field.after)
  return (
    <div className={`paper ${styles.paper}`}>
      {title.length > 0 && (
        <section className={styles.titlePage} aria-label="Title page">
          {title.map(({ key, before, after }) => (
            <p key={key}>
              {key}: {before !== '' && <del className={styles.removed}>{before}</del>}{' '}
              {after !== '' && <ins className={styles.added}>{after}</ins>}
            </p>
          ))}
        </section>
      )}
      {runsOf(view.scenes).map(run => {
        const first = run[0]
        if (!first) return null
        if (folded && !isChanged(first)) return <Unchanged key={first.id} scenes={run} />
        return (
          <Fragment key={first.id}>
            {run.map(scene => (
              <Scene key={scene.id} scene={scene} />
            ))}
          </Fragment>
        )
      })}
    </div>
  )
}

function Unchanged({ scenes }: { scenes: readonly SceneView[] }) {
  const [open, setOpen] = useState(false)
  if (open) return scenes.map(scene => <Scene key={scene.id} scene={scene} />)
  return (
    <div className={styles.unchanged}>
      <Button size="small" variant="quiet" aria-expanded={false} onClick={() => setOpen(true)}>
        {scenes.length === 1 ? '1 scene without changes' : `${scenes.length} scenes without changes`}
      </Button>
    </div>
  )
}

const SCENE_MARKS = {
  added: { icon: Plus, words: 'New scene' },
  removed: { icon: Minus, words: 'Removed' },
  moved: { icon: ArrowUpDown, words: 'Moved here' },
} as const

function Scene({ scene }: { scene: SceneView }) {
  const mark = scene.status === 'same' ? null : SCENE_MARKS[scene.status]
  return (
    <section aria-label={`${scene.number} ${scene.heading}`.trim() || 'Before the first scene'}>
      {mark && (
        <p className={styles.sceneMark}>
          <mark.icon aria-hidden="true" />
          {mark.words}
        </p>
      )}
      {scene.lines.map((line, place) => (
        <Line key={line.id} line={line} number={place === 0 && line.type === 'scene_heading' ? scene.number : ''} />
      ))}
    </section>
  )
}

/** 'scene heading' */
const elementName = (type: LineType): string => type.replaceAll('_', ' ')

function Line({ line, number }: { line: LineView; number: string }) {
  return (
    <p
      data-type={line.type}
      data-status={line.status}
      {...(number ? { 'data-number': number } : {})}
      {...(line.dual ? { 'data-dual': '1' } : {})}
      {...(line.boneyard ? { 'data-boneyard': '1' } : {})}
      className={line.status === 'same' ? undefined : styles.changed}
    >
      <Pieces pieces={line.pieces} />
      {line.typeBefore && (
        <span className={styles.element}>
          {' '}
          {elementName(line.typeBefore)} → {elementName(line.type)}
        </span>
      )}
    </p>
  )
}

import type * as Y from 'yjs'
import { DependencyEngine } from '../../../shared/core/dependencies/engine.ts'
import { type Outdated, outdatedIn } from '../../../shared/core/dependencies/outdated.ts'
import { shotThing } from '../../../shared/core/dependencies/things.ts'
import { type WatchedScript, watchScript } from '../../../shared/core/dependencies/watchScript.ts'
import type { Line } from '../../../shared/core/script/line.ts'
import { readScenes, type Scene } from '../../../shared/core/script/scenes.ts'
import type { ShotStore, UnlabelledShot } from './shotStore.ts'

/** What the page of a scene needs of the script, live. */
export interface SceneView {
  /** Null when the script has no such scene (any more). */
  scene: Scene | null
  /** The scene before it in the film: what the rearview mirror shows. */
  previous: Scene | null
  next: Scene | null
  /** Ids to numbers, to say where a line went. */
  numbers: ReadonlyMap<string, string>
  outdated: Outdated
}

export interface SceneStore {
  get: () => SceneView
  subscribe: (listener: () => void) => () => void
}

const filmed = (scene: Scene): boolean => scene.number !== '' && !scene.omitted

/**
 * The scene `sceneId` of a script with its neighbours, and what is outdated in its shots. A keystroke elsewhere in the script
 * costs nothing; one in these scenes replaces one line; only lines added to these, removed or moved, and scenes that come, go
 * or move, read the scenes again.
 */
export function createSceneStore(script: Y.Doc, shots: ShotStore, sceneId: string): SceneStore {
  const listeners = new Set<() => void>()
  let engine = new DependencyEngine()
  let fed: readonly UnlabelledShot[] = []
  let view: SceneView = {
    scene: null,
    previous: null,
    next: null,
    numbers: new Map(),
    outdated: outdatedIn(engine, sceneId),
  }
  let close: (() => void) | null = null

  const publish = (): void => {
    for (const listener of [...listeners]) listener()
  }

  const readAll = (): void => {
    const scenes = readScenes(script)
    const at = scenes.findIndex(scene => scene.id === sceneId)
    view = {
      ...view,
      scene: scenes[at] ?? null,
      previous: scenes.slice(0, Math.max(0, at)).findLast(filmed) ?? null,
      next: at < 0 ? null : (scenes.slice(at + 1).find(filmed) ?? null),
      numbers: new Map(scenes.map(scene => [scene.id, scene.number])),
    }
  }

  /** Are there other scenes, or other lines in one that is shown here? */
  const isOther = ({ shown, sceneOrder }: WatchedScript): boolean => {
    const here = [sceneId, view.previous?.id, view.next?.id]
    return shown !== undefined || here.some(id => id !== undefined && sceneOrder?.has(id))
  }

  /** Puts one edited line into the scene that shows it; true when it is one of ours. */
  const patch = (line: Line): boolean => {
    let hit = false
    for (const key of ['scene', 'previous', 'next'] as const) {
      const scene = view[key]
      const place = scene?.lines.findIndex(other => other.id === line.id) ?? -1
      if (!scene || place < 0) continue
      hit = true
      const lines = scene.lines.with(place, line)
      const heading = lines.find(other => other.type === 'scene_heading')?.text ?? ''
      view = { ...view, [key]: { ...scene, lines, heading } }
    }
    return hit
  }

  const feedShots = (): void => {
    const now = shots.get()
    const ids = new Set(now.map(shot => shot.id))
    const old = new Set(fed)
    engine.applyScene(
      sceneId,
      now.filter(shot => !old.has(shot)).map(shot => shotThing(sceneId, shot)),
      fed.filter(shot => !ids.has(shot.id)).map(shot => `shot:${shot.id}`),
    )
    fed = now
  }

  const open = (): void => {
    engine = new DependencyEngine()
    fed = []
    let dirty = false
    const forget = engine.onChange(({ things, scenes }) => {
      if (things.size === 0 && !scenes.has(sceneId)) return
      view = { ...view, outdated: outdatedIn(engine, sceneId) }
      dirty = true
    })
    const told = (): void => {
      if (dirty) publish()
      dirty = false
    }
    const watch = watchScript(script, change => {
      engine.applyScript(change)
      if (isOther(change)) {
        readAll()
        dirty = true
      } else for (const line of change.lines) if (patch(line)) dirty = true
      told()
    })
    feedShots()
    told()
    const stop = shots.subscribe(() => {
      feedShots()
      told()
    })
    close = () => {
      watch.destroy()
      stop()
      forget()
    }
  }

  readAll()
  return {
    get: () => view,
    subscribe(listener) {
      if (listeners.size === 0) open()
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        close?.()
        close = null
      }
    },
  }
}

/** The last thing seen and the last thing said in a scene, for the rearview mirror. */
export function lastMoments(scene: Scene): { action: Line | null; line: { speaker: string; text: string } | null } {
  const spoken = scene.lines.findLastIndex(
    line => (line.type === 'dialogue' || line.type === 'lyrics') && line.text.trim() !== '',
  )
  const cue = scene.lines.slice(0, Math.max(0, spoken)).findLast(line => line.type === 'character')
  const text = scene.lines[spoken]?.text
  return {
    action: scene.lines.findLast(line => line.type === 'action' && line.text.trim() !== '') ?? null,
    // "ANA (V.O.)" speaks as ANA
    line: text === undefined ? null : { speaker: cue?.text.replace(/\s*\(.*\)\s*$/, '').trim() ?? '', text },
  }
}

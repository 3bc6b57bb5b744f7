import type * as Y from 'yjs'
import type { DependencyEngine } from './engine.ts'
import { ThingReader } from './readThings.ts'
import { watchAssets } from './watchAssets.ts'
import { watchScript } from './watchScript.ts'

/** Follows documents of a timeline that are open here; those that are left out are not judged. */
export function watchProject(
  engine: DependencyEngine,
  {
    script,
    assets,
    scenes,
  }: { script?: Y.Doc; assets?: Y.Doc; scenes?: Iterable<readonly [scene: string, doc: Y.Doc]> },
): () => void {
  const stops: (() => void)[] = []
  engine.batch(() => {
    if (script) stops.push(watchScript(script, change => engine.applyScript(change)).destroy)
    if (assets) stops.push(watchAssets(assets, (facts, removed) => engine.applyAssets(facts, removed)))
    for (const [scene, doc] of scenes ?? [])
      stops.push(new ThingReader(doc, scene).watch(({ things, removed }) => engine.applyScene(scene, things, removed)))
  })
  return () => {
    for (const stop of stops) stop()
  }
}

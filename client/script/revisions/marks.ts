import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import * as Y from 'yjs'
import { watchProduction, writtenRevision } from '../../../shared/core/script/production.ts'
import type { ScreenplayBinding } from '../binding/binding.ts'
import { redraw } from '../binding/redraw.ts'
import { startsOf } from '../binding/window.ts'
import { drawnSet } from '../editor/drawnSet.ts'

export const revisionMarksKey = new PluginKey<DecorationSet>('revision-marks')

/**
 * The class `revised` on lines that changed in the revision that is being written: the style sheet sets an asterisk beside
 * each of their rows. Looks again before the next frame when a line was marked or lines came; own typing only moves it along.
 */
export function revisionMarks(binding: ScreenplayBinding): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: revisionMarksKey,
    state: drawnSet(revisionMarksKey),
    props: { decorations: state => revisionMarksKey.getState(state) ?? null },
    view: view => watchMarks(view, binding),
  })
}

function watchMarks(view: EditorView, binding: ScreenplayBinding): { destroy: () => void } {
  const { script } = binding.roots
  let frame = 0
  const later = () => {
    if (frame === 0) frame = requestAnimationFrame(look)
  }
  const look = () => {
    frame = 0
    if (view.isDestroyed) return
    const next = marksOf(binding)
    const now = revisionMarksKey.getState(view.state)
    if (next !== now) redraw(view, revisionMarksKey, next)
  }
  const onScript = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
    const isMarked = ({ target, keys }: Y.YEvent<Y.AbstractType<unknown>>): boolean =>
      target === (script as unknown) || (target instanceof Y.XmlElement && keys.has('revised'))
    if (writtenRevision(binding.doc) !== null && events.some(isMarked)) later()
  }
  script.observeDeep(onScript)
  const unwatch = watchProduction(binding.doc, later)
  later()
  return {
    destroy: () => {
      cancelAnimationFrame(frame)
      script.unobserveDeep(onScript)
      unwatch()
    },
  }
}

function marksOf({ doc, lines, syncedDoc }: ScreenplayBinding): DecorationSet {
  const revision = writtenRevision(doc)
  if (revision === null) return DecorationSet.empty
  const starts = startsOf(syncedDoc)
  const marks: Decoration[] = []
  for (const { element, index } of lines.records)
    if (element?.getAttribute('revised') === revision)
      marks.push(Decoration.node(starts[index] ?? 0, starts[index + 1] ?? 0, { class: 'revised' }))
  return DecorationSet.create(syncedDoc, marks)
}

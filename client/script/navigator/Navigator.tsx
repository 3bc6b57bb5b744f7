import { type KeyboardEvent, memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Person } from '../../sync/hooks.ts'
import { ContextMenu } from '../../ui/Menu.tsx'
import { useCommands } from '../../ui/shortcuts/commands.ts'
import { useListDrag } from '../../ui/useListDrag.ts'
import type { Outline, OutlineScene, OutlineSection } from './outline.ts'
import { navigatorRows } from './rows.ts'
import { SceneRow } from './SceneRow.tsx'
import { SectionRow } from './SectionRow.tsx'
import { sceneMenu } from './sceneMenu.tsx'
import { useSceneActs } from './useSceneActs.ts'
import type { SceneComments } from './useSceneComments.ts'
import './navigator.css'

export interface NavigatorProps {
  outline: Outline
  /** The scene of the caret. */
  current: string | null
  people: readonly Person[]
  /** Length in eighths of a page, by scene. */
  lengths: ReadonlyMap<string, number>
  onGo: (to: OutlineScene | OutlineSection) => void
  /** Opens the scene's shot list. */
  onOpen: (scene: OutlineScene) => void
  comments: SceneComments['open']
  /** Leads to the open comments of the scene. */
  onComments: (scene: OutlineScene) => void
}

/**
 * The scenes of the script under their sections: a list moved through by arrows. Enter goes there, Shift+Enter opens the shot
 * list; scenes are dragged, or moved by Alt and the arrows.
 */
export const Navigator = memo(function Navigator({
  outline,
  current,
  people,
  lengths,
  onGo,
  onOpen,
  comments,
  onComments,
}: NavigatorProps) {
  const list = useRef<HTMLOListElement>(null)
  const acts = useSceneActs()
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set())
  const [pressed, setPressed] = useState<string | null>(null)
  const [menuOpen, setMenuOpen] = useState(false)
  const { scenes } = outline
  const rows = navigatorRows(outline, collapsed)
  const { drag, start } = useListDrag(list, { scroller: list, grip: '.navigator-number' }, ({ id, gap }) =>
    acts?.moveIntoGap(id, gap),
  )

  useEffect(() => {
    if (current === null) return
    list.current?.querySelector(`[data-scene="${CSS.escape(current)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  /** The row that has the focus while it moves: the browser takes the focus from what is put elsewhere in a list. */
  const moving = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the order has changed, and not before
  useLayoutEffect(() => {
    if (moving.current === null) return
    const row = list.current?.querySelector<HTMLElement>(`[data-scene="${CSS.escape(moving.current)}"] button`)
    moving.current = null
    row?.focus()
  }, [outline])
  const moveByOne = (id: string, by: -1 | 1) => {
    if (acts?.moveByOne(id, by)) moving.current = id
  }

  const fold = useCallback((section: OutlineSection, folded: boolean) => {
    setCollapsed(now => {
      const next = new Set(now)
      if (folded) next.add(section.lineId)
      else next.delete(section.lineId)
      return next
    })
  }, [])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const row = event.target instanceof Element ? event.target.closest('li') : null
    if (walkInRow(row, event)) return
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (by === null) return
    const scene = row?.dataset.scene
    event.preventDefault()
    if (event.altKey) {
      if (scene !== undefined) moveByOne(scene, by)
      return
    }
    const items = [...(list.current?.querySelectorAll<HTMLElement>('li > [data-row]') ?? [])]
    const at = items.findIndex(item => row?.contains(item))
    items[at + by]?.focus()
  }

  const inScript = scenes.find(scene => scene.id === current)
  useCommands(
    inScript && acts?.canWrite
      ? [
          {
            label: 'Move this scene up',
            group: 'Scenes',
            keywords: 'reorder',
            run: () => void acts.moveByOne(inScript.id, -1),
          },
          {
            label: 'Move this scene down',
            group: 'Scenes',
            keywords: 'reorder',
            run: () => void acts.moveByOne(inScript.id, 1),
          },
          {
            label: inScript.omitted ? 'Bring this scene back' : 'Omit this scene',
            group: 'Scenes',
            keywords: 'omit omitted restore cut',
            run: () => acts.omit(inScript, !inScript.omitted),
          },
          { label: 'Move a scene in the list of scenes', group: 'Scenes', keys: 'alt+ArrowUp' },
          { label: 'Open the shot list from the list of scenes', group: 'Scenes', keys: 'shift+Enter' },
          { label: 'Comments and actions of the scene in the list', group: 'Scenes', keys: 'ArrowRight' },
        ]
      : [],
  )

  const menuScene = scenes.find(scene => scene.id === pressed)
  const items =
    menuScene && acts
      ? sceneMenu(menuScene, { place: scenes.indexOf(menuScene), count: scenes.length }, acts, () => onOpen(menuScene))
      : []

  return (
    <nav className="navigator" aria-label="Scenes">
      <h2 className="navigator-title">
        Scenes <span className="navigator-count">{scenes.length}</span>
      </h2>
      {scenes.length === 0 && (
        <p className="navigator-empty">Type INT. or EXT. on a new line and the first scene appears here.</p>
      )}
      <ContextMenu items={items} onOpenChange={setMenuOpen}>
        <ol
          ref={list}
          className="navigator-list"
          data-dragging={drag ? '' : undefined}
          onKeyDown={onKeyDown}
          onContextMenuCapture={event => {
            const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-scene]') : null
            setPressed(row?.dataset.scene ?? null)
            // beside the scenes there is nothing to offer
            if (!row) event.stopPropagation()
          }}
        >
          {rows.map(row =>
            row.kind === 'section' ? (
              <SectionRow key={row.section.lineId} row={row} onGo={onGo} onFold={fold} />
            ) : (
              <SceneRow
                key={row.scene.id}
                scene={row.scene}
                level={row.level}
                place={scenes.indexOf(row.scene)}
                current={row.scene.id === current}
                people={people}
                eighths={lengths.get(row.scene.id) ?? 0}
                comments={comments.get(row.scene.id)?.length ?? 0}
                menu={menuOpen && pressed === row.scene.id}
                drag={drag}
                isLast={row.scene === scenes.at(-1)}
                onGo={onGo}
                onOpen={onOpen}
                onComments={onComments}
                onPress={acts?.canWrite ? start : undefined}
              />
            ),
          )}
        </ol>
      </ContextMenu>
    </nav>
  )
})

/** Right and left, between a scene, its comments and its menu. True: it did. */
function walkInRow(row: HTMLElement | null, event: KeyboardEvent<HTMLElement>): boolean {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (by === 0 || event.altKey || !row?.dataset.scene) return false
  const parts: (Element | null)[] = [...row.querySelectorAll('button')]
  const next = parts[parts.indexOf(document.activeElement) + by]
  if (next instanceof HTMLElement) next.focus()
  event.preventDefault()
  return true
}

import { Tabs } from 'radix-ui'
import { type ReactNode, type Ref, useMemo } from 'react'
import type { ScriptLine } from '../../shared/core/dependencies/lines.ts'
import type { OutdatedReason } from '../../shared/core/dependencies/outdated.ts'
import type { Scene } from '../../shared/core/script/scenes.ts'
import type { Shot } from '../../shared/core/shots/shots.ts'
import { Inspector } from './Inspector.tsx'
import { ScriptLines } from './ScriptLines.tsx'

export type SceneTab = 'script' | 'shot' | 'comments'

interface ScenePanelProps {
  ref: Ref<HTMLElement>
  tab: SceneTab
  onTab: (tab: SceneTab) => void
  scene: Scene
  shots: readonly Shot[]
  /** The shot in hand. */
  shot: Shot | null
  reasons: readonly OutdatedReason[]
  covered: ReadonlySet<string>
  uncovered: readonly ScriptLine[]
  sceneName: (sceneId: string) => string
  disabledReason: string | null
  onConfirm: (shotId: string) => void
  onHoverLine: (lineId: string | null) => void
  onChooseShot: (shotId: string) => void
  /** How many comments are open, and the list of them. */
  openComments: number
  comments: ReactNode
}

/** Beside the table: the script of the scene, all about the shot in hand, or the comments. */
export function ScenePanel(props: ScenePanelProps) {
  const { tab, onTab, scene, shots, shot, uncovered, onChooseShot } = props
  const missing = useMemo(() => new Set(uncovered.map(line => line.id)), [uncovered])
  const labels = useMemo(() => {
    const out = new Map<string, string[]>()
    for (const { label, sources } of shots)
      for (const id of sources.keys()) out.set(id, [...(out.get(id) ?? []), label])
    return out
  }, [shots])
  return (
    <aside className="scene-panel" aria-label="Script and shot" ref={props.ref}>
      <Tabs.Root
        value={tab}
        onValueChange={value => onTab(value === 'shot' || value === 'comments' ? value : 'script')}
        className="scene-tabs"
      >
        <Tabs.List className="scene-tab-list" aria-label="Panel">
          <Tabs.Trigger value="script">Script</Tabs.Trigger>
          <Tabs.Trigger value="shot">{shot ? `Shot ${shot.label}` : 'Shot'}</Tabs.Trigger>
          <Tabs.Trigger value="comments">
            {props.openComments > 0 ? `Comments ${props.openComments}` : 'Comments'}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="script" className="scene-tab" tabIndex={0}>
          <ScriptLines
            scene={scene}
            covered={props.covered}
            uncovered={missing}
            labels={labels}
            hasShots={shots.length > 0}
            onHover={props.onHoverLine}
            onChoose={lineId => {
              const first = shots.find(one => one.sources.has(lineId))
              if (first) onChooseShot(first.id)
            }}
          />
        </Tabs.Content>
        <Tabs.Content value="shot" className="scene-tab">
          {shot ? (
            <Inspector
              shot={shot}
              lines={scene.lines}
              reasons={props.reasons}
              sceneName={props.sceneName}
              disabledReason={props.disabledReason}
              onConfirm={() => props.onConfirm(shot.id)}
            />
          ) : (
            <p className="muted scene-tab-empty">Select a shot to see why it was cut so, and which lines it covers.</p>
          )}
        </Tabs.Content>
        <Tabs.Content value="comments" className="scene-tab">
          {props.comments}
        </Tabs.Content>
      </Tabs.Root>
    </aside>
  )
}

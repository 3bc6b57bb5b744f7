import { Tabs } from 'radix-ui'
import { type Ref, useMemo } from 'react'
import type { ScriptLine } from '../../shared/core/dependencies/lines.ts'
import type { OutdatedReason } from '../../shared/core/dependencies/outdated.ts'
import type { Scene } from '../../shared/core/script/scenes.ts'
import type { Shot } from '../../shared/core/shots/shots.ts'
import { Inspector } from './Inspector.tsx'
import { ScriptLines } from './ScriptLines.tsx'

interface ScenePanelProps {
  ref: Ref<HTMLElement>
  tab: 'script' | 'shot'
  onTab: (tab: 'script' | 'shot') => void
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
}

/** Beside the table: the script of the scene, or all about the shot in hand. */
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
        onValueChange={value => onTab(value === 'shot' ? 'shot' : 'script')}
        className="scene-tabs"
      >
        <Tabs.List className="scene-tab-list" aria-label="Panel">
          <Tabs.Trigger value="script">Script</Tabs.Trigger>
          <Tabs.Trigger value="shot">{shot ? `Shot ${shot.label}` : 'Shot'}</Tabs.Trigger>
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
      </Tabs.Root>
    </aside>
  )
}

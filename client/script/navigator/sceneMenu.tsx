import { ArrowDown, ArrowUp, Film, Link, Sparkles, SquareSlash } from 'lucide-react'
import type { MenuEntry } from '../../ui/Menu.tsx'
import type { OutlineScene } from './outline.ts'
import type { SceneActs } from './useSceneActs.ts'

/** What a press on a scene of the list offers. `place` is its place among all scenes. */
export function sceneMenu(
  scene: OutlineScene,
  { place, count }: { place: number; count: number },
  acts: SceneActs,
  onOpen: () => void,
): MenuEntry[] {
  const { reason } = acts
  return [
    { kind: 'heading', label: `Scene ${scene.number}` },
    {
      label: 'Move up',
      icon: <ArrowUp />,
      keys: 'alt+ArrowUp',
      disabledReason: reason ?? (place === 0 ? 'It is the first scene.' : null),
      onSelect: () => acts.moveByOne(scene.id, -1),
    },
    {
      label: 'Move down',
      icon: <ArrowDown />,
      keys: 'alt+ArrowDown',
      disabledReason: reason ?? (place === count - 1 ? 'It is the last scene.' : null),
      onSelect: () => acts.moveByOne(scene.id, 1),
    },
    {
      label: scene.omitted ? 'Bring back' : 'Omit',
      detail: scene.omitted ? undefined : 'Keeps the number and the lines',
      icon: <SquareSlash />,
      disabledReason: reason,
      onSelect: () => acts.omit(scene, !scene.omitted),
    },
    { kind: 'separator' },
    {
      label: 'Ask an agent…',
      icon: <Sparkles />,
      disabledReason: reason ?? (scene.omitted ? 'Bring the scene back first.' : null),
      // the menu gives the focus back first
      onSelect: () => window.setTimeout(() => acts.ask(scene), 0),
    },
    { label: 'Open the shot list', icon: <Film />, keys: 'shift+Enter', onSelect: onOpen },
    { label: 'Copy a link to it', icon: <Link />, onSelect: () => acts.copyLink(scene) },
  ]
}

import { useEffect, useId, useRef, useSyncExternalStore } from 'react'
import { isApple, matches, parseChord } from './keys.ts'

/** Something a person can do now. Pages register theirs while they are shown: help and palette list what is registered. */
export interface Command {
  label: string
  /** The heading it stands under, e.g. 'Script', 'Go to'. */
  group: string
  /** e.g. 'mod+shift+z'; see keys.ts. A command without keys is only in the palette. */
  keys?: string
  /** Left out: the keys are handled elsewhere (arrows in a grid), and this only tells people about them. */
  run?: () => void
  /** Also while typing in a field. Commands with Cmd or Ctrl always are. */
  inFields?: boolean
  /** False: not in the command palette. */
  palette?: boolean
  /** Further words the palette finds it by. */
  keywords?: string
}

/** A command while it is registered; the id tells apart two of the same name. */
export interface RegisteredCommand extends Command {
  id: string
}

const registered = new Map<string, readonly RegisteredCommand[]>()
const listeners = new Set<() => void>()
let all: readonly RegisteredCommand[] = []

function publish(): void {
  all = [...registered.values()].flat()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** All commands registered at the moment. */
export const useRegisteredCommands = (): readonly RegisteredCommand[] => useSyncExternalStore(subscribe, () => all)

const sameListing = (a: readonly Command[], b: readonly Command[]): boolean =>
  a.length === b.length &&
  a.every((command, i) => {
    const other = b[i]
    return (
      command.label === other?.label &&
      command.group === other.group &&
      command.keys === other.keys &&
      command.keywords === other.keywords &&
      (command.run === undefined) === (other.run === undefined)
    )
  })

/** Registers commands while the component is shown. The list may be made anew on every render. */
export function useCommands(commands: readonly Command[]): void {
  const id = useId()
  const latest = useRef(commands)
  const listed = useRef<readonly Command[]>([])
  useEffect(() => {
    latest.current = commands
    if (sameListing(listed.current, commands)) return
    listed.current = commands
    // run through `latest`, so that the newest closure runs and a render alone publishes nothing
    registered.set(
      id,
      commands.map((command, i) => ({
        ...command,
        id: `${id}${i}`,
        ...(command.run ? { run: () => latest.current[i]?.run?.() } : {}),
      })),
    )
    publish()
  })
  useEffect(
    () => () => {
      registered.delete(id)
      listed.current = []
      publish()
    },
    [id],
  )
}

/** Registers one shortcut while the component is shown. */
export function useShortcut(command: Command & { keys: string }): void {
  useCommands([command])
}

const FIELD = 'input, textarea, select, [contenteditable="true"], [role="textbox"]'
const OVERLAY = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** Listens to the keyboard for all registered shortcuts. The one registered last wins. Call once. */
export function listenForShortcuts(target: Window): () => void {
  const apple = isApple()
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return
    const within = event.target instanceof Element ? event.target : null
    for (const command of [...all].reverse()) {
      if (!command.keys || !command.run) continue
      const chord = parseChord(command.keys)
      if (!matches(chord, event, apple)) continue
      // on Apple machines Option types signs: it is no modifier that leaves a field in peace
      const bare = !chord.mod && !chord.ctrl && (!chord.alt || apple)
      if (bare && !command.inFields && within?.closest(`${FIELD}, ${OVERLAY}`)) continue
      event.preventDefault()
      command.run()
      return
    }
  }
  target.addEventListener('keydown', onKeyDown)
  return () => target.removeEventListener('keydown', onKeyDown)
}

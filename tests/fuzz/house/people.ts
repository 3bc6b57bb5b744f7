import * as Y from 'yjs'
import { createShotUndo, type ShotUndo } from '../../../shared/core/shots/undo.ts'
import { type Client, openClient } from '../binding/client.ts'
import { Link } from './link.ts'

export type Name = 'script' | 'scene'
export const NAMES: readonly Name[] = ['script', 'scene']

/** The client id of the one who may only read. */
export const VIEWER = 44

/** Somebody in the house with a script and a shot table open. */
export interface Person {
  script: Client
  shots: { doc: Y.Doc; undo: ShotUndo; origin: object }
  links: Record<Name, Link>
}

/** The client id is the script's; that of the shot table is the next. */
export function openPerson(id: number, states: Record<Name, Uint8Array>, isHasty: boolean): Person {
  const isReader = id === VIEWER
  const script = openClient(id, states.script, { captureTimeout: 0, readOnly: isReader })
  const doc = new Y.Doc()
  doc.clientID = id + 1
  Y.applyUpdate(doc, states.scene, 'net')
  const origin = {}
  const author = { kind: 'person', id: `person${id}`, name: `Person ${id}` } as const
  const manner = { isReader, isHasty }
  return {
    script,
    shots: { doc, undo: createShotUndo(doc, origin, 0), origin },
    links: { script: new Link(script.doc, author, manner), scene: new Link(doc, author, manner) },
  }
}

/** One of the two documents of a person is closed, with what is only there, and opened as it is on the server. */
export function reopen(person: Person, id: number, name: Name, states: Record<Name, Uint8Array>): void {
  const anew = openPerson(id, states, false)
  if (name === 'script') person.script = anew.script
  else person.shots = anew.shots
  person.links[name] = anew.links[name]
}

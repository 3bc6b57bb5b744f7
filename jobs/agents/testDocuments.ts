import * as Y from 'yjs'
import type { AgentDocuments } from './agent.ts'

/** For tests: the documents of a timeline, empty where nothing is given. The target is the script when none is named. */
export function testDocuments(given: Partial<AgentDocuments> = {}): AgentDocuments {
  const script = given.script ?? new Y.Doc()
  return {
    brief: new Y.Doc(),
    treatment: new Y.Doc(),
    beats: new Y.Doc(),
    scene: null,
    target: given.scene ?? script,
    isLocked: false,
    type: 'narrative',
    files: [],
    reading: { isWhole: false, digest: null },
    thread: null,
    style: null,
    baselineOf: () => null,
    ...given,
    script,
  }
}

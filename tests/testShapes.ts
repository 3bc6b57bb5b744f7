import { SHAPES } from '../shared/core/documents/shapes.ts'

const root = { kind: 'any' } as const
const roots = { t: root, m: root, rows: root, chain: root }

/** What tests write beside the real content of documents, so that they read simply. */
export const TEST_SHAPES = {
  ...SHAPES,
  script: { ...SHAPES.script, ...roots },
  scene: { ...SHAPES.scene, ...roots },
}

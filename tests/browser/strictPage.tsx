import { EditorContent } from '@tiptap/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import * as Y from 'yjs'
import { ScreenplayBinding } from '../../client/script/binding/binding.ts'
import { useLineEditor } from '../../client/script/editor/useLineEditor.ts'
import { readLines } from '../../shared/core/script/scenes.ts'
import { startingScript } from '../fuzz/binding/session.ts'

const doc = new Y.Doc({ gc: false })
Y.applyUpdate(doc, startingScript(), 'net')

/** An editor as `npm run dev` has it: React makes everything twice and mounts it twice. */
function Strict() {
  const { editor, binding } = useLineEditor(
    {
      label: 'Screenplay',
      canWrite: true,
      keys: () => [],
      bind: mounted => ({ binding: new ScreenplayBinding(doc, mounted.schema), plugins: [] }),
    },
    [doc],
  )
  return (
    <>
      <output>{binding ? 'bound' : 'not bound'}</output>
      <EditorContent editor={editor} />
    </>
  )
}

const root = document.querySelector('#editor')
if (root)
  createRoot(root).render(
    <StrictMode>
      <Strict />
    </StrictMode>,
  )

const stage = { lines: () => readLines(doc).map(line => line.text) }
export type StrictStage = typeof stage
Object.assign(window, { stage })

import type { Node, Schema } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { PluginKey } from '@tiptap/pm/state'
import type * as Y from 'yjs'
import type { ScriptRoots } from '../../../shared/core/script/scenes.ts'
import type { HeldLine } from './heldLine.ts'
import type { LineList, LineRecord } from './lines.ts'

/** What both directions share: the document and the editor's copy of it. `lines.records[i]` is `syncedDoc.child(i)`. */
export interface Mirror {
  readonly doc: Y.Doc
  readonly roots: ScriptRoots
  /** The scene of lines that have none above them: the front matter, or the variant that the prose is. */
  readonly home: string
  readonly schema: Schema
  readonly lines: LineList
  /** The editor's document as it was last made equal to the Y document. */
  syncedDoc: Node
  /** The line that is shown as it was, while somebody composes in it and a colleague changed it. */
  held: HeldLine | null
}

/**
 * Meta of every transaction that brings the editor in line with the Y document. Also sent, without any step, when only
 * the scenes changed (a scene merged or stands alone again without a line being moved): numbers and outlines follow it.
 */
export interface BindingMeta {
  remote: true
  /** One of several transactions for one change; the document is complete with the last, where this is false. */
  part: boolean
  /** Scenes came, went, merged, moved or changed their number. */
  scenes: boolean
  before: readonly LineRecord[]
  after: readonly LineRecord[]
  touched: ReadonlySet<LineRecord>
}

/** The plugin's state: the place of the last own change, which settles ambiguous text differences. */
export const bindingKey = new PluginKey<number | null>('screenplay')

export const bindingMeta = (tr: Transaction): BindingMeta | undefined => tr.getMeta(bindingKey)

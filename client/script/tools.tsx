import type { ComponentType } from 'react'
import { CommentTool } from './comments/CommentTool.tsx'
import { FindTool } from './find/FindTool.tsx'
import { LineInAddress } from './LineInAddress.tsx'
import { NoteCommands } from './notes/NoteCommands.tsx'
import { PageStatus } from './pages/PageStatus.tsx'
import { PanelButtons } from './panels/PanelButtons.tsx'
import { SCRIPT_PANELS } from './panels/panels.tsx'
import { ProductionMenu } from './production/ProductionMenu.tsx'
import { ViewMenu } from './view/ViewMenu.tsx'

/** Groups of the toolbar behind the writer's own tools, in their order. Each finds the editor with useScript(). */
export const SCRIPT_TOOLS: readonly { name: string; Tool: ComponentType }[] = [
  { name: 'panels', Tool: () => <PanelButtons panels={SCRIPT_PANELS} group="Script" /> },
  { name: 'comment', Tool: CommentTool },
  { name: 'production', Tool: ProductionMenu },
  { name: 'view', Tool: ViewMenu },
  { name: 'notes', Tool: NoteCommands },
  { name: 'find', Tool: FindTool },
  { name: 'pages', Tool: PageStatus },
  { name: 'line in the address', Tool: LineInAddress },
]

import type { ComponentType } from 'react'
import { FindTool } from './find/FindTool.tsx'
import { LineInAddress } from './LineInAddress.tsx'
import { PanelButtons } from './panels/PanelButtons.tsx'

/** Groups of the toolbar behind the writer's own tools, in their order. Each finds the editor with useScript(). */
export const SCRIPT_TOOLS: readonly { name: string; Tool: ComponentType }[] = [
  { name: 'panels', Tool: PanelButtons },
  { name: 'find', Tool: FindTool },
  { name: 'line in the address', Tool: LineInAddress },
]

import { ChevronDown, ChevronRight } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { OutlineSection } from './outline.ts'
import type { NavigatorRow } from './rows.ts'

interface SectionRowProps {
  row: Extract<NavigatorRow, { kind: 'section' }>
  onGo: (section: OutlineSection) => void
  onFold: (section: OutlineSection, folded: boolean) => void
}

/** An act or a sequence. The arrow left and right fold and open it; Enter goes to its line. */
export function SectionRow({ row, onGo, onFold }: SectionRowProps) {
  const { section, level, collapsed, scenes } = row
  const Sign = collapsed ? ChevronRight : ChevronDown
  const name = section.text || 'Untitled section'
  return (
    <li className="navigator-section" style={{ '--level': level } as CSSProperties}>
      <button
        type="button"
        className="navigator-fold"
        tabIndex={-1}
        aria-label={collapsed ? `Open ${name}` : `Fold ${name}`}
        onClick={() => onFold(section, !collapsed)}
      >
        <Sign size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        data-row=""
        className="navigator-section-name"
        aria-expanded={!collapsed}
        onClick={() => onGo(section)}
        onKeyDown={event => {
          if (event.key === 'ArrowLeft') onFold(section, true)
          else if (event.key === 'ArrowRight') onFold(section, false)
          else return
          event.preventDefault()
        }}
      >
        <span>
          {name}
          {collapsed && scenes > 0 && (
            <span className="navigator-count"> {scenes === 1 ? '1 scene' : `${scenes} scenes`}</span>
          )}
        </span>
        {section.synopsis !== '' && <span className="navigator-synopsis">{section.synopsis}</span>}
      </button>
    </li>
  )
}

import type { Variant } from '../../shared/core/treatment/variants.ts'

const ANGLE = [
  ['tone', 'Tone'],
  ['ending', 'Ending'],
  ['chronology', 'Chronology'],
] as const

export const titleOf = ({ title }: Pick<Variant, 'title'>): string => (title.trim() === '' ? 'Untitled' : title.trim())

/** How a variant differs from the others; nothing for one that says nothing of it. */
export function Angle({ of, className }: { of: Variant; className?: string | undefined }) {
  const said = ANGLE.filter(([name]) => of[name].trim() !== '')
  if (said.length === 0) return null
  return (
    <dl className={className}>
      {said.map(([name, label]) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>{of[name]}</dd>
        </div>
      ))}
    </dl>
  )
}

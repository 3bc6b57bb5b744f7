import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type * as Y from 'yjs'
import { type Brief, setStyle } from '../../shared/core/brief/brief.ts'
import { useProjectContext } from '../project/context.tsx'
import { projectStylesQuery } from '../styles/styleQueries.ts'
import { Field } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'

/** The value that stands for no style among their ids. */
const NEUTRAL = 'neutral'

interface StyleFieldProps {
  doc: Y.Doc
  origin: object
  style: Brief['style']
  canWrite: boolean
}

/** How it is to be written: a written style of the organisation, of one's own or of the program; or none. */
export function StyleField({ doc, origin, style, canWrite }: StyleFieldProps) {
  const { project } = useProjectContext()
  const { data, isSuccess } = useQuery({
    ...projectStylesQuery(project.id),
    // somebody may have made the style that is chosen a moment ago
    refetchInterval: ({ state }) => (style && !state.data?.some(({ id }) => id === style.id) ? 3_000 : false),
  })
  const list = data ?? []
  const found = list.find(({ id }) => id === style?.id)
  const isGone = style !== null && isSuccess && !found
  const options = [
    { value: NEUTRAL, label: 'None: neutral descriptive prose' },
    ...list.map(({ id, name, description }) => ({ value: id, label: name, description })),
    ...(style && !found ? [{ value: style.id, label: style.name || 'A style', disabled: true }] : []),
  ]
  return (
    <Field
      label="Written style"
      hint={
        <>
          {found?.description || 'Agents write as its samples are written.'} <Link to="/styles">See the styles</Link>
        </>
      }
      error={
        isGone
          ? `“${style.name}” was deleted, or is not for this project. Agents write neutral prose until another one is chosen.`
          : null
      }
    >
      <Select
        value={style?.id ?? NEUTRAL}
        options={options}
        disabled={!canWrite}
        onChange={id => {
          const chosen = list.find(one => one.id === id)
          setStyle(doc, chosen ? { id: chosen.id, name: chosen.name } : null, origin)
        }}
      />
    </Field>
  )
}

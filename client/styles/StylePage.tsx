import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Pencil, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { StyleDetail } from '../../shared/core/api/styles.ts'
import { OpenedPage } from '../api/OpenedPage.tsx'
import { IconButton } from '../ui/Button.tsx'
import catalogue from '../ui/Catalogue.module.css'
import { useToast } from '../ui/Toast.tsx'
import { DeleteStyle } from './DeleteStyle.tsx'
import { EditStyle } from './EditStyle.tsx'
import { Passages } from './Passages.tsx'
import { Samples } from './Samples.tsx'
import { styleQuery } from './styleQueries.ts'
import styles from './styles.module.css'

/** One written style: what it is made of, what is in it, where it is used. */
export default function StylePage() {
  const { styleId } = useParams({ from: '/signed-in/styles/$styleId' })
  const style = useQuery(styleQuery(styleId))
  useEffect(() => {
    document.title = `${style.data?.name ?? 'Written style'} · Aiuteur`
  }, [style.data?.name])
  return (
    <OpenedPage
      query={style}
      gone="There is no such style here for you."
      todo="Somebody may have deleted it. Choose another one."
      what="The style could not be read."
    >
      {opened => <Style key={styleId} style={opened} />}
    </OpenedPage>
  )
}

function Style({ style }: { style: StyleDetail }) {
  const canWrite = style.scope !== 'shipped' && may(style.role, 'style.write')
  const [editing, setEditing] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const navigate = useNavigate()
  const toast = useToast()
  return (
    <article className={catalogue.content} aria-label={style.name}>
      <header className={catalogue.head}>
        <h1 className={catalogue.title}>{style.name}</h1>
        {canWrite && (
          <div className={catalogue.tools}>
            <IconButton label="Rename or describe it" size="small" onClick={() => setEditing(true)}>
              <Pencil />
            </IconButton>
            <IconButton label={`Delete ${style.name}`} size="small" onClick={() => setDeleting(true)}>
              <Trash2 />
            </IconButton>
          </div>
        )}
        {style.description !== '' && <p className={styles.description}>{style.description}</p>}
        <p className={catalogue.reason}>
          {style.scope === 'shipped' ? 'It comes with Aiuteur and cannot be changed.' : `Made by ${style.madeBy}.`}{' '}
          <Uses usedIn={style.usedIn} />
        </p>
      </header>
      <Samples style={style} canWrite={canWrite} />
      <Passages style={style} />
      {editing && <EditStyle style={style} onClose={() => setEditing(false)} />}
      {deleting && (
        <DeleteStyle
          style={style}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            toast({ title: `“${style.name}” was deleted`, tone: 'ok' })
            void navigate({ to: '/styles' })
          }}
        />
      )}
    </article>
  )
}

function Uses({ usedIn: { projects, others } }: Pick<StyleDetail, 'usedIn'>) {
  if (projects.length + others === 0) return 'No brief names it yet.'
  return (
    <>
      Used in{' '}
      {projects.map(({ id, name }, at) => (
        <span key={id}>
          {at > 0 && ', '}
          <Link to="/p/$projectId/brief" params={{ projectId: id }}>
            {name}
          </Link>
        </span>
      ))}
      {others > 0 && `${projects.length > 0 ? ' and ' : ''}${others} that you may not see`}.
    </>
  )
}

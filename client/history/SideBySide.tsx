import { useState } from 'react'
import { pictureUrl } from '../library/AssetPicture.tsx'
import styles from './history.module.css'

interface SideBySideProps {
  /** Ids of stored files; null: there is none. */
  before: string | null
  after: string | null
  isClip: boolean
}

/** The picture or clip that stood there and the one that stands there, beside each other; one alone where both are the same. */
export function SideBySide({ before, after, isClip }: SideBySideProps) {
  const both = before !== null && after !== null && before !== after
  const shown = [
    ...(both || after === null ? [{ id: before, label: both ? 'Before' : '' }] : []),
    { id: after, label: both ? 'After' : '' },
  ].flatMap(({ id, label }) => (id === null ? [] : [{ id, label }]))
  if (shown.length === 0) return null
  return (
    <div className={styles.sideBySide}>
      {shown.map(({ id, label }) => (
        <Medium key={id} id={id} label={label} isClip={isClip} />
      ))}
    </div>
  )
}

function Medium({ id, label, isClip }: { id: string; label: string; isClip: boolean }) {
  const [missing, setMissing] = useState(false)
  const name = isClip ? 'Clip' : 'Picture'
  const fail = () => setMissing(true)
  return (
    <figure>
      {missing ? (
        <p className={styles.noMedium}>The file is not stored on this server.</p>
      ) : isClip ? (
        // biome-ignore lint/a11y/useMediaCaption: what is said in a clip stands in its shot, beside it
        <video src={pictureUrl(id)} controls preload="metadata" aria-label={`${name} ${label}`.trim()} onError={fail} />
      ) : (
        <img
          src={pictureUrl(id, 'medium')}
          alt={`${name} ${label}`.trim()}
          loading="lazy"
          decoding="async"
          onError={fail}
        />
      )}
      {label !== '' && <figcaption>{label}</figcaption>}
    </figure>
  )
}

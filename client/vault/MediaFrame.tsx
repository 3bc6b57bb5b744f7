import type { Artifact } from '../../shared/core/api/vault.ts'
import { pictureUrl } from '../library/AssetPicture.tsx'
import { classNames } from '../ui/classNames.ts'
import styles from './artifacts.module.css'
import { KIND_ICONS } from './words.tsx'

interface MediaFrameProps {
  of: Pick<Artifact, 'kind' | 'picture' | 'title'>
  large?: boolean
}

/** A picture in its frame, small beside its name or as large as there is room; of what is not stored here, the frame alone. */
export function MediaFrame({ of: { kind, picture, title }, large = false }: MediaFrameProps) {
  if (picture === null)
    return (
      <span className={classNames(styles.frame, large && styles.frameLarge)}>
        {KIND_ICONS[kind]}
        {large && <span className={styles.frameNote}>The file is not stored on this server</span>}
      </span>
    )
  const { id, width, height } = picture
  if (!large)
    return (
      <span className={styles.frame}>
        <img src={pictureUrl(id, 'medium')} alt="" loading="lazy" decoding="async" />
      </span>
    )
  return (
    <a
      href={pictureUrl(id)}
      target="_blank"
      rel="noreferrer"
      title="Open it in its own size"
      className={styles.picture}
    >
      <img src={pictureUrl(id, 'large')} width={width} height={height} alt={title} />
    </a>
  )
}

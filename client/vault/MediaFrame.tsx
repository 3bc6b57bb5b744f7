import type { Artifact } from '../../shared/core/api/vault.ts'
import { classNames } from '../ui/classNames.ts'
import styles from './vault.module.css'
import { KIND_ICONS } from './words.tsx'

interface MediaFrameProps {
  of: Pick<Artifact, 'kind' | 'media' | 'title'>
  large?: boolean
}

const MISSING = 'The file is not stored on this server'

/** The frame of a picture or clip. Pictures are drawn by a later stage; until one is stored, its frame says what it is of. */
export const MediaFrame = ({ of, large = false }: MediaFrameProps) => (
  <span className={classNames(styles.frame, large && styles.frameLarge)}>
    {KIND_ICONS[of.kind]}
    {large && <span className={styles.frameNote}>{MISSING}</span>}
  </span>
)

import { Box, MapPin, UserRound } from 'lucide-react'
import type { AssetKind } from '../../shared/core/assets/assets.ts'
import type { PictureSize } from '../../shared/core/media/picture.ts'
import { KINDS } from './kinds.ts'
import styles from './library.module.css'

const ICONS: Record<AssetKind, typeof Box> = { character: UserRound, setting: MapPin, prop: Box }

/** Where a picture is: as it came, or no larger than it is shown. */
export const pictureUrl = (id: string, size?: PictureSize): string =>
  `/api/media/${encodeURIComponent(id)}${size ? `?size=${size}` : ''}`

/** A small picture of an asset, beside its name; the sign of its kind where it has none. */
export function AssetPicture({ kind, pictureId }: { kind: AssetKind; pictureId: string | null }) {
  const Icon = ICONS[kind]
  return (
    <span className={styles.picture} title={KINDS[kind].one}>
      {pictureId === null ? (
        <Icon aria-hidden="true" />
      ) : (
        <img src={pictureUrl(pictureId, 'small')} alt="" loading="lazy" decoding="async" />
      )}
    </span>
  )
}

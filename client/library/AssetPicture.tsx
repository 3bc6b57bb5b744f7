import { Box, MapPin, UserRound } from 'lucide-react'
import type { AssetKind } from '../../shared/core/assets/assets.ts'
import { KINDS } from './kinds.ts'
import styles from './library.module.css'

const ICONS: Record<AssetKind, typeof Box> = { character: UserRound, setting: MapPin, prop: Box }

export const pictureUrl = (id: string): string => `/api/media/${encodeURIComponent(id)}`

/** A small picture of an asset, beside its name; the sign of its kind where it has none. */
export function AssetPicture({ kind, pictureId }: { kind: AssetKind; pictureId: string | null }) {
  const Icon = ICONS[kind]
  return (
    <span className={styles.picture} title={KINDS[kind].one}>
      {pictureId === null ? (
        <Icon aria-hidden="true" />
      ) : (
        <img src={pictureUrl(pictureId)} alt="" loading="lazy" decoding="async" />
      )}
    </span>
  )
}

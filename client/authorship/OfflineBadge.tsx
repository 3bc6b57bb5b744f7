import type { Author } from '../../shared/core/documents/author.ts'
import { Badge } from '../ui/Badge.tsx'
import { isOffline } from './maker.ts'

/** A word beside what the offline crew wrote; nothing beside what people and models did. */
export function OfflineBadge({ of }: { of: Author | null }) {
  return isOffline(of) && <Badge tone="agent">offline</Badge>
}

import type { Config } from './config.ts'

/** The store did not do what it was asked. `cause` has what it said, for the log. */
export class ObjectStoreError extends Error {
  override name = 'ObjectStoreError'
  constructor(cause: unknown) {
    super('The store of pictures is not available. Nothing was changed; try again in a moment.', { cause })
  }
}

/** Where pictures are that are not in the database. Every method rejects with an {@link ObjectStoreError}. */
export interface ObjectStore {
  put(key: string, bytes: Uint8Array, type: string): Promise<void>
  /** Null: nothing is there under this name. */
  get(key: string): Promise<Uint8Array | null>
  /** Also of what is not there. */
  remove(key: string): Promise<void>
  close(): void
}

export type BucketSettings = Pick<
  Config,
  'S3_BUCKET' | 'S3_ENDPOINT' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY' | 'S3_PREFIX'
>

/** The bucket of `S3_BUCKET`; null without: the database keeps pictures, too. What speaks to it is loaded where there is one. */
export async function openObjectStore(settings: BucketSettings): Promise<ObjectStore | null> {
  const { S3_BUCKET } = settings
  if (S3_BUCKET === undefined) return null
  const { openBucket } = await import('./bucket.ts')
  return openBucket(S3_BUCKET, settings)
}

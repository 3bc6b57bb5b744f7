import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Config } from './config.ts'

/** Milliseconds in which the store must have taken a connection, and answered. */
const PATIENCE = { connection: 3_000, answer: 20_000 }

/** The store did not do what it was asked. `cause` has what it said, for the log. */
export class ObjectStoreError extends Error {
  override name = 'ObjectStoreError'
  readonly code = 'store-away'
  readonly status = 503
  constructor(cause: unknown) {
    super('The store of pictures does not answer. Nothing was changed; try again in a moment.', { cause })
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

type Settings = Pick<
  Config,
  'S3_BUCKET' | 'S3_ENDPOINT' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY' | 'S3_PREFIX'
>

/** A bucket of Amazon S3 or of anything that speaks its API. Null without `S3_BUCKET`: the database keeps pictures, too. */
export function openObjectStore(settings: Settings): ObjectStore | null {
  const { S3_BUCKET: Bucket, S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PREFIX } = settings
  if (Bucket === undefined) return null
  const client = new S3Client({
    region: S3_REGION,
    // services at an address of their own rarely have a host name for each bucket
    ...(S3_ENDPOINT === undefined ? {} : { endpoint: S3_ENDPOINT, forcePathStyle: true }),
    // without them it looks where programs on Amazon's machines look: environment, profile, role
    ...(S3_ACCESS_KEY_ID === undefined || S3_SECRET_ACCESS_KEY === undefined
      ? {}
      : { credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY } }),
    // many services do not know the checksums that Amazon's has by default; names are hashes of the bytes here
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: PATIENCE.connection, requestTimeout: PATIENCE.answer },
    maxAttempts: 3,
  })
  const at = (key: string) => ({ Bucket, Key: `${S3_PREFIX}${key}` })
  return {
    async put(key, bytes, type) {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ContentType: type })).catch(fail)
    },
    async get(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)))
        return (await Body?.transformToByteArray()) ?? null
      } catch (error) {
        return error instanceof NoSuchKey ? null : fail(error)
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key))).catch(fail)
    },
    close: () => client.destroy(),
  }
}

function fail(cause: unknown): never {
  throw new ObjectStoreError(cause)
}

import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { type BucketSettings, type ObjectStore, ObjectStoreError } from './objectStore.ts'

/** Milliseconds in which the store must have taken a connection, and answered. */
const PATIENCE = { connection: 3_000, answer: 20_000 }

/** A bucket of Amazon S3 or of anything that speaks its API. */
export function openBucket(Bucket: string, settings: BucketSettings): ObjectStore {
  const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_PREFIX } = settings
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

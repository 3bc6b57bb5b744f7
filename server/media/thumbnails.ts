import { PICTURE_LIMITS, PICTURE_SIZES, type Picture, type PictureSize } from '../../shared/core/media/picture.ts'
import type { Sql } from '../../shared/node/database.ts'
import type { Log } from '../../shared/node/log.ts'
import { findThumbnail, keepThumbnail, pictureBytes } from '../../shared/node/media.ts'
import type { ObjectStore } from '../../shared/node/objectStore.ts'
import { ApiError } from '../http/errors.ts'

/** Pictures that are made smaller at a time: each needs as much room as its pixels unpacked. */
const AT_ONCE = 2
/** Seconds that one may take. */
const PATIENCE = 10
/** Of WebP, 1 to 100. */
const QUALITY = 80

/** Bytes as they are sent. */
export interface Shown {
  type: string
  content: Uint8Array
}

/**
 * Smaller copies of pictures, for lists: made when they are first asked for, and kept under the hash of the picture where
 * pictures are kept. They stand upright, as the camera was held, and say nothing else of what a camera wrote into the file.
 */
export class Thumbnails {
  readonly #sql: Sql
  readonly #objects: ObjectStore | null
  readonly #log: Log
  /** Of this process: who asks for the same one at once waits for one. */
  readonly #underWay = new Map<string, Promise<Uint8Array | null>>()
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor({ sql, objects, log }: { sql: Sql; objects: ObjectStore | null; log: Log }) {
    this.#sql = sql
    this.#objects = objects
    this.#log = log
  }

  /**
   * A picture no larger than `size`; as it is where it is smaller anyway. Null: its bytes are gone. Throws {@link ApiError}
   * 'picture-unreadable' where its pixels are damaged or more than it says.
   */
  async get(id: string, { type, width, height }: Picture, size: PictureSize): Promise<Shown | null> {
    if (Math.max(width, height) <= PICTURE_SIZES[size]) {
      const content = await pictureBytes(this.#sql, this.#objects, id)
      return content && { type, content }
    }
    const key = `${id} ${size}`
    const made = this.#underWay.get(key) ?? this.#findOrMake(id, size)
    this.#underWay.set(key, made)
    try {
      const content = await made
      return content && { type: 'image/webp', content }
    } finally {
      this.#underWay.delete(key)
    }
  }

  async #findOrMake(id: string, size: PictureSize): Promise<Uint8Array | null> {
    const kept = await findThumbnail(this.#sql, this.#objects, id, size)
    if (kept) return kept
    const bytes = await pictureBytes(this.#sql, this.#objects, id)
    if (!bytes) return null
    const made = await this.#inTurn(() => shrink(bytes, PICTURE_SIZES[size]))
    // it is shown in any case, and made again another time
    await keepThumbnail(this.#sql, this.#objects, id, size, made).catch(error =>
      this.#log.warn({ err: error, media: id }, 'a smaller copy of a picture was not kept'),
    )
    return made
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) await new Promise<void>(go => this.#waiting.push(go))
    else this.#running++
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}

/** Formats that are kept here: nothing else of what the library reads is reached by bytes that people send. */
const READS = ['Jpeg', 'Png', 'Webp'].map(format => `VipsForeignLoad${format}Buffer`)

/** Loaded when the first one is made: most processes that start never do. */
async function loadSharp(): Promise<typeof import('sharp')['default']> {
  const { default: sharp } = await import('sharp')
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: READS })
  return sharp
}

/** The same picture with at most `side` px on its longer side, as WebP; never larger than it is. */
async function shrink(bytes: Uint8Array, side: number): Promise<Uint8Array> {
  const sharp = await loadSharp()
  try {
    return await sharp(bytes, {
      autoOrient: true,
      failOn: 'truncated',
      limitInputPixels: PICTURE_LIMITS.pixels,
      sequentialRead: true,
    })
      .timeout({ seconds: PATIENCE })
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: QUALITY })
      .toBuffer()
  } catch (error) {
    throw new ApiError(
      422,
      'picture-unreadable',
      'The picture cannot be drawn: its pixels are damaged, or more than it says. The file is kept as it is; save it again from where it came, and choose that.',
      { cause: error },
    )
  }
}

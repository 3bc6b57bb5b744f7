/** What a picture may have that people upload. Every limit is asked by the server and said on the page. */
export const PICTURE_LIMITS = { bytes: 8 * 1024 * 1024, side: 8_192, pixels: 40_000_000 } as const

/** Smaller copies that are served: px on the longer side, two to a point of the pages. */
export const PICTURE_SIZES = { small: 160, medium: 800, large: 1_920 } as const
export type PictureSize = keyof typeof PICTURE_SIZES

export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]

/** px. */
export interface Picture {
  type: PictureType
  width: number
  height: number
}

const MEGABYTES = PICTURE_LIMITS.bytes / 1024 / 1024
const PROBLEMS = {
  'too-large': `A picture has at most ${MEGABYTES} MB. Save it smaller and choose it again.`,
  'wrong-type': 'It is no PNG, JPEG or WebP picture, whatever its name says. Save it as one of these.',
  broken: 'The picture is damaged or not whole. Save it again from where it came, and choose that.',
  animated: 'It is an animation, and only still pictures are kept. Save one frame of it.',
  'too-many-pixels': `A picture has at most ${PICTURE_LIMITS.side.toLocaleString('en')} px on a side and ${PICTURE_LIMITS.pixels / 1e6} million in all. Make it smaller.`,
} as const

/** Why bytes are no picture that can be kept, as a sentence with what to do. */
export class PictureError extends Error {
  override name = 'PictureError'
  readonly code: keyof typeof PROBLEMS
  readonly status: 400 | 413
  constructor(code: keyof typeof PROBLEMS) {
    super(PROBLEMS[code])
    this.code = code
    this.status = code === 'too-large' ? 413 : 400
  }
}

/**
 * What a picture is, read from its own bytes without unpacking any of it: its size is known before a browser would make room
 * for it. Throws {@link PictureError}.
 */
export function readPicture(bytes: Uint8Array): Picture {
  if (bytes.length > PICTURE_LIMITS.bytes) throw new PictureError('too-large')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read = READERS.find(({ starts }) => starts(bytes))
  if (!read) throw new PictureError('wrong-type')
  let size: Size
  try {
    size = read.size(view)
  } catch (error) {
    // a length that leads behind the end
    if (error instanceof RangeError) throw new PictureError('broken')
    throw error
  }
  const { width, height } = size
  if (width === 0 || height === 0) throw new PictureError('broken')
  if (Math.max(width, height) > PICTURE_LIMITS.side || width * height > PICTURE_LIMITS.pixels)
    throw new PictureError('too-many-pixels')
  return { type: read.type, width, height }
}

type Size = Pick<Picture, 'width' | 'height'>
interface Reader {
  type: PictureType
  starts(bytes: Uint8Array): boolean
  /** Throws RangeError where the bytes end too early. */
  size(view: DataView): Size
}

const begins = (bytes: Uint8Array, at: number, text: string): boolean =>
  bytes.length >= at + text.length && [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0))
const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

const READERS: readonly Reader[] = [
  { type: 'image/png', starts: bytes => begins(bytes, 0, '\u0089PNG\r\n\u001a\n'), size: pngSize },
  { type: 'image/jpeg', starts: bytes => begins(bytes, 0, '\u00ff\u00d8\u00ff'), size: jpegSize },
  { type: 'image/webp', starts: bytes => begins(bytes, 0, 'RIFF') && begins(bytes, 8, 'WEBP'), size: webpSize },
]

/** https://www.w3.org/TR/png-3/#5DataRep: chunks of length, name, data, checksum. */
function pngSize(view: DataView): Size {
  if (nameAt(view, 12) !== 'IHDR') throw new PictureError('broken')
  const size = { width: view.getUint32(16), height: view.getUint32(20) }
  let hasPixels = false
  for (let at = 8; ; at += view.getUint32(at) + 12) {
    const name = nameAt(view, at + 4)
    if (name === 'acTL') throw new PictureError('animated')
    if (name === 'IDAT') hasPixels = true
    if (name !== 'IEND') continue
    if (!hasPixels || view.byteLength < at + 12) throw new PictureError('broken')
    return size
  }
}

/** ITU-T T.81, annex B: segments of marker, length, data. The size is in the frame header; behind the first scan nothing is read. */
function jpegSize(view: DataView): Size {
  let size: Size | null = null
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) throw new PictureError('broken')
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      // a byte of filling
      at++
      continue
    }
    if (marker === 0xda) {
      if (!size || view.byteLength < at + 2 + view.getUint16(at + 2)) throw new PictureError('broken')
      return size
    }
    // the frame headers, which DHT, JPG and DAC stand among
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      size ??= { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += 2 + view.getUint16(at + 2)
  }
}

/** RFC 9649: chunks of name, length (little-endian), data of an even length. */
function webpSize(view: DataView): Size {
  const end = 8 + view.getUint32(4, true)
  if (end > view.byteLength) throw new PictureError('broken')
  let canvas: Size | null = null
  for (let at = 12; at < end; ) {
    const name = nameAt(view, at)
    const length = view.getUint32(at + 4, true)
    const data = at + 8
    if (data + length > end) throw new PictureError('broken')
    if (name === 'ANIM' || name === 'ANMF') throw new PictureError('animated')
    if (name === 'VP8X') canvas = { width: uint24(view, data + 4) + 1, height: uint24(view, data + 7) + 1 }
    if (name === 'VP8 ') {
      if (uint24(view, data + 3) !== 0x2a019d) throw new PictureError('broken')
      const frame = { width: view.getUint16(data + 6, true) & 0x3fff, height: view.getUint16(data + 8, true) & 0x3fff }
      return larger(frame, canvas)
    }
    if (name === 'VP8L') {
      if (view.getUint8(data) !== 0x2f) throw new PictureError('broken')
      const bits = view.getUint32(data + 1, true)
      return larger({ width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }, canvas)
    }
    at = data + length + (length % 2)
  }
  throw new PictureError('broken')
}

const uint24 = (view: DataView, at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
/** A header may say less than the pixels behind it. */
const larger = (frame: Size, canvas: Size | null): Size =>
  canvas && canvas.width * canvas.height > frame.width * frame.height ? canvas : frame

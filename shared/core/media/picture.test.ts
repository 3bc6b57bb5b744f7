import { expect, test } from 'vitest'
import { PICTURE_LIMITS, PictureError, readPicture } from './picture.ts'

const latin = (text: string): number[] => [...text].map(character => character.charCodeAt(0))
const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 0xff)
const little = (value: number, bytes: number): number[] => big(value, bytes).reverse()

const chunk = (name: string, data: readonly number[]): number[] => [
  ...big(data.length, 4),
  ...latin(name),
  ...data,
  ...big(0, 4),
]
const PNG = latin('\u0089PNG\r\n\u001a\n')
const header = (width: number, height: number) => chunk('IHDR', [...big(width, 4), ...big(height, 4), 8, 2, 0, 0, 0])
const pngOf = (width: number, height: number, between: readonly number[] = []): number[] => [
  ...PNG,
  ...header(width, height),
  ...between,
  ...chunk('IDAT', [1, 2, 3]),
  ...chunk('IEND', []),
]

const segment = (marker: number, data: readonly number[]): number[] => [
  0xff,
  marker,
  ...big(data.length + 2, 2),
  ...data,
]
const jpegOf = (width: number, height: number, frame = 0xc0): number[] => [
  0xff,
  0xd8,
  ...segment(0xe0, latin('JFIF')),
  0xff, // filling
  ...segment(0xc4, [1, 2, 3]),
  ...segment(frame, [8, ...big(height, 2), ...big(width, 2), 3]),
  ...segment(0xda, [1, 2, 3, 4]),
  9,
  9,
]

const part = (name: string, data: readonly number[]): number[] => [
  ...latin(name),
  ...little(data.length, 4),
  ...data,
  ...(data.length % 2 === 1 ? [0] : []),
]
const webpOf = (...parts: number[][]): number[] => [
  ...latin('RIFF'),
  ...little(4 + parts.flat().length, 4),
  ...latin('WEBP'),
  ...parts.flat(),
]
const lossy = (width: number, height: number) =>
  part('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2), 7])
const lossless = (width: number, height: number) =>
  part('VP8L', [0x2f, ...little((((height - 1) << 14) | (width - 1)) >>> 0, 4)])
const extended = (width: number, height: number) =>
  part('VP8X', [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)])

const problemOf = (bytes: readonly number[]): string => {
  try {
    readPicture(Uint8Array.from(bytes))
    return 'none'
  } catch (error) {
    if (error instanceof PictureError) return error.code
    throw error
  }
}

test.each([
  ['a PNG', pngOf(640, 480), 'image/png'],
  ['a JPEG', jpegOf(640, 480), 'image/jpeg'],
  ['a progressive JPEG', jpegOf(640, 480, 0xc2), 'image/jpeg'],
  ['a WebP', webpOf(lossy(640, 480)), 'image/webp'],
  ['a lossless WebP', webpOf(lossless(640, 480)), 'image/webp'],
  ['a WebP with a header and a profile', webpOf(extended(640, 480), part('ICCP', [1]), lossy(640, 480)), 'image/webp'],
])('%s is known by its bytes, with its size', (_, bytes, type) => {
  expect(readPicture(Uint8Array.from(bytes))).toEqual({ type, width: 640, height: 480 })
})

test.each([
  ['a GIF', latin('GIF89a')],
  ['an SVG', latin('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['HTML', latin('<!doctype html><script>alert(1)</script>')],
  ['a zip', latin('PK\u0003\u0004')],
  ['a WAVE in a RIFF', [...latin('RIFF'), 0, 0, 0, 0, ...latin('WAVE')]],
  ['nothing', []],
])('%s is no picture', (_, bytes) => {
  expect(problemOf(bytes)).toBe('wrong-type')
})

test('one that says that it is larger than a browser should make room for is refused by what it says', () => {
  const { side, pixels } = PICTURE_LIMITS
  expect(problemOf(pngOf(side + 1, 1))).toBe('too-many-pixels')
  expect(problemOf(pngOf(0xffffffff, 0xffffffff))).toBe('too-many-pixels')
  expect(problemOf(jpegOf(65_535, 65_535))).toBe('too-many-pixels')
  expect(problemOf(webpOf(lossless(16_384, 16_384)))).toBe('too-many-pixels')
  // a small header before large pixels
  expect(problemOf(webpOf(extended(1, 1), lossy(16_000, 16_000)))).toBe('too-many-pixels')
  expect(problemOf(pngOf(side, Math.floor(pixels / side)))).toBe('none')
  expect(problemOf(pngOf(side, Math.ceil(pixels / side) + 1))).toBe('too-many-pixels')
  expect(problemOf(pngOf(0, 4))).toBe('broken')
})

test('an animation is refused: a film of a thousand frames is no still picture', () => {
  expect(problemOf(pngOf(4, 4, chunk('acTL', big(1000, 8))))).toBe('animated')
  expect(problemOf(webpOf(extended(4, 4), part('ANIM', [0, 0, 0, 0, 0, 0]), lossy(4, 4)))).toBe('animated')
})

test('one that ends anywhere before its end is damaged, and is never read further', () => {
  for (const whole of [pngOf(4, 4), jpegOf(4, 4), webpOf(extended(4, 4), lossy(4, 4))]) {
    // behind the header of its scan a JPEG is not looked at
    for (let end = 13; end < whole.length - 2; end++) expect(problemOf(whole.slice(0, end))).toBe('broken')
    expect(problemOf(whole)).toBe('none')
  }
  // a chunk that says that it leads far behind the end, or back to its own beginning
  expect(problemOf([...PNG, ...header(4, 4), ...big(0xfffffff4, 4), ...latin('IDAT')])).toBe('broken')
  expect(problemOf([0xff, 0xd8, 0xff, 0xe0, 0, 0, 1, 1, 1, 1])).toBe('broken')
})

test('random bytes behind a right beginning are read or refused, and never anything else', () => {
  let seed = Number(process.env.SEED ?? 7)
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
    return (seed >>> 8) & 0xff
  }
  for (let round = 0; round < 3_000; round++) {
    const whole = [pngOf(4, 4), jpegOf(4, 4), webpOf(extended(4, 4), lossy(4, 4))][round % 3] ?? []
    const bytes = whole.map((byte, at) => (at > 11 && random() < 20 ? random() : byte))
    expect(typeof problemOf(bytes)).toBe('string')
  }
})

test('more bytes than a picture may have are not looked at', () => {
  const bytes = new Uint8Array(PICTURE_LIMITS.bytes + 1)
  bytes.set(pngOf(4, 4))
  expect(() => readPicture(bytes)).toThrow('at most 8 MB')
  expect(readPicture(bytes.subarray(0, PICTURE_LIMITS.bytes)).width).toBe(4)
})

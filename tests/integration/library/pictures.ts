import { deflateSync } from 'node:zlib'

/** Pictures made of nothing, and such as say of themselves what they are not. */

const chunk = (name: string, data: Uint8Array): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, checksum])
}
/** Of PNG. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

interface Drawn {
  /** 0 to 255 each. */
  colour?: readonly [number, number, number]
  /** Chunks between the header and the pixels. */
  between?: readonly [name: string, data: Uint8Array][]
  /** How large its header says that it is, whatever its pixels are. */
  claims?: readonly [width: number, height: number]
}

/** A PNG of one colour. */
export function png(
  width: number,
  height: number,
  { colour = [90, 120, 160], between = [], claims }: Drawn = {},
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(claims?.[0] ?? width, 0)
  header.writeUInt32BE(claims?.[1] ?? height, 4)
  // 8 bits of red, green and blue
  header.set([8, 2, 0, 0, 0], 8)
  const row = Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', header),
    ...between.map(([name, data]) => chunk(name, data)),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A picture as a form sends it. */
export function pictureForm(bytes: Uint8Array, name = 'picture.png', type = 'image/png'): FormData {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], name, { type }))
  return form
}

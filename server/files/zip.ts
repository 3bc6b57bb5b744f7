import { unzipSync } from 'fflate'
import { FileError } from './fileError.ts'

/** Far beyond any document: a book with a thousand pictures has some 2,000 entries. */
const MOST_ENTRIES = 5_000
/** Bytes of everything unpacked. */
const MOST_BYTES = 200 * 1024 * 1024
/** Bytes of one part that is unpacked. */
const MOST_PART = 60 * 1024 * 1024
/** Unpacked to packed. XML of documents has some 20; what has more is small, or made to hurt. */
const MOST_RATIO = 150
const SMALL = 2 * 1024 * 1024

export interface Zip {
  names: readonly string[]
  /** The parts of these names as text. Throws {@link FileError} when one is damaged or larger than it says. */
  read(names: readonly string[]): Map<string, string>
}

/**
 * What is in a zip, which is refused before anything is unpacked when it would be too much. A part is unpacked into as
 * many bytes as the zip says that it has, never more. Throws {@link FileError}.
 */
export function openZip(bytes: Uint8Array): Zip {
  const names: string[] = []
  let [packed, unpacked] = [0, 0]
  attempt(() =>
    unzipSync(bytes, {
      filter({ name, size, originalSize }) {
        names.push(name)
        packed += size
        unpacked += originalSize
        const isBomb = unpacked > SMALL && unpacked > packed * MOST_RATIO
        if (names.length > MOST_ENTRIES || unpacked > MOST_BYTES || isBomb) throw new FileError('bomb')
        return false
      },
    }),
  )
  return {
    names,
    read(wanted) {
      const left = new Set(wanted)
      const parts = attempt(() =>
        unzipSync(bytes, {
          filter({ name, originalSize }) {
            // a name that comes twice is read once
            if (!left.delete(name)) return false
            if (originalSize > MOST_PART) throw new FileError('bomb')
            return true
          },
        }),
      )
      return new Map(Object.entries(parts).map(([name, part]) => [name, decoded(part)]))
    },
  }
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof FileError) throw error
    throw new FileError('broken')
  }
}

const decoded = (bytes: Uint8Array): string =>
  new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8').decode(bytes)

import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, open, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Room for a database cluster with little in it, and not much more. */
const MEGABYTES = 120

/** Only root may mount. */
export const mayMount = process.getuid?.() === 0 && process.platform === 'linux'

export interface SmallDisk {
  folder: string
  /** Leaves not one block free. */
  fill(): Promise<void>
  /** Gives back what {@link fill} took. */
  clear(): Promise<void>
  unmount(): Promise<void>
}

/** A file system in memory of so few megabytes that it can be filled. */
export async function mountSmallDisk(): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'aiuteur-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=755`, 'tmpfs', folder])
  await chmod(folder, 0o755)
  const ballast = join(folder, 'ballast')
  return {
    folder,
    async fill() {
      const file = await open(ballast, 'w')
      for (let { bavail, bsize } = await statfs(folder); bavail > 0; { bavail, bsize } = await statfs(folder))
        await file.write(Buffer.alloc(Math.min(bavail, 256) * bsize))
      await file.close()
    },
    clear: () => rm(ballast),
    async unmount() {
      execFileSync('umount', ['--lazy', folder])
      await rm(folder, { recursive: true, force: true })
    },
  }
}

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const attempt = (read: () => string): string | null => {
  try {
    return read().trim() || null
  } catch {
    return null
  }
}

const ps = (column: string, pid: number): string | null =>
  attempt(() => execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }))

/** The command line of a running process, null when there is none. */
export const commandOf = (pid: number): string | null =>
  process.platform === 'linux'
    ? attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '))
    : ps('command', pid)

/**
 * When the process started, as a text that no other process of this id ever has: ids are used again, within a day on a
 * busy machine and at once in a container that restarts. Null when there is no such process.
 */
export const birthOf = (pid: number): string | null =>
  process.platform === 'linux'
    ? attempt(() => {
        // Fields after the name in brackets, which may hold anything; the 22nd of all is the start time.
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
        const state = fields[0] ?? ''
        if (state === 'Z' || state === 'X') return ''
        return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19] ?? ''}`
      })
    : ps('lstart', pid)

import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** `npm run checks`: each by itself leaves a core idle. What one says is told as a whole when it ends. */
const CHECKS = ['lint', 'types', 'unused']

async function passes(check: string): Promise<boolean> {
  const child = spawn(`npm run -s ${check} 2>&1`, { shell: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<boolean>(done => {
    child.once('error', () => done(false))
    child.once('close', code => done(code === 0))
  })
  const said = await text(child.stdout)
  const passed = await ended
  process.stdout.write(`${passed ? 'ok' : 'FAILED'}: npm run ${check}\n${said}`)
  return passed
}

const results = await Promise.all(CHECKS.map(passes))
if (results.includes(false)) process.exitCode = 1

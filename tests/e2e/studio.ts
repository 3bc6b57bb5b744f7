import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type Cookie,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import { freeSeat, takeSeat } from './seats.ts'

const root = resolve(import.meta.dirname, '../..')
const run = promisify(execFile)

/** A whole studio as `npm start` brings it up, on a free port with a fresh DATA_DIR. */
export interface Studio {
  url: string
  /** The printed address, with the local key. */
  joinUrl: string
  /** Kills a child process of the supervisor the hard way; the supervisor starts it again. */
  kill(part: 'server' | 'jobs'): void
  /** Runs the command of `npm run account -- ...` beside it; returns what it says. */
  account(...words: string[]): Promise<string>
  ready(): Promise<void>
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(done => probe.listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise(done => probe.close(done))
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}

async function until(condition: () => boolean | Promise<boolean>, seconds: number, what: string): Promise<void> {
  const end = Date.now() + seconds * 1000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s.`)
    await new Promise(done => setTimeout(done, 50))
  }
}

export async function startStudio(env: NodeJS.ProcessEnv = {}): Promise<Studio> {
  const dataDir = mkdtempSync(join(tmpdir(), 'aiuteur-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const settings = {
    ...process.env,
    DATABASE_URL: '',
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    ...env,
  }
  let printed = ''
  const child: ChildProcess = spawn(process.execPath, ['server/start.ts'], {
    cwd: root,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', chunk => (printed += String(chunk)))
  const joinUrl = (): string | undefined => /https?:\/\/\S+\/join\?key=\S+/.exec(printed)?.[0]
  const ready = () =>
    until(
      async () => {
        if (child.exitCode !== null) throw new Error(`The studio ended by itself:\n${printed}`)
        return (await fetch(`${url}/api/ready`).catch(() => null))?.ok === true
      },
      120,
      'The studio is ready',
    )
  await ready()
  await until(() => joinUrl() !== undefined, 10, 'The studio prints its address')
  return {
    url,
    joinUrl: joinUrl() ?? '',
    ready,
    kill(part) {
      const pid = execFileSync('pgrep', ['-P', String(child.pid), '-f', `${part}/main.ts`], { encoding: 'utf8' }).trim()
      process.kill(Number(pid), 'SIGKILL')
    },
    async account(...words) {
      const { stdout } = await run(process.execPath, ['server/account.ts', ...words], { cwd: root, env: settings })
      return stdout.trim()
    },
    async stop() {
      const ended = new Promise(done => child.once('exit', done))
      if (child.exitCode === null) child.kill('SIGTERM')
      else return
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A person at a browser of their own. */
export interface Visitor {
  context: BrowserContext
  page: Page
  /** Goes away for good, or until the next spec needs somebody of this name. */
  leave(): Promise<void>
}

/** Sessions of those who have joined a studio and are away, by name. */
const away = new WeakMap<Studio, Map<string, Cookie[][]>>()

function awayOf(studio: Studio, name: string): Cookie[][] {
  const byName = away.get(studio) ?? new Map<string, Cookie[][]>()
  away.set(studio, byName)
  const sessions = byName.get(name) ?? []
  byName.set(name, sessions)
  return sessions
}

export interface Joining extends Pick<BrowserContextOptions, 'serviceWorkers'> {
  /** An account that nobody had before and nobody gets after: for specs that take its session or its rights away. */
  anew?: boolean
}

/** Somebody whom the studio does not know, on a blank page. */
export async function visitStudio(browser: Browser, studio: Studio): Promise<Visitor> {
  const seat = await takeSeat(browser)
  return { ...seat, leave: () => freeSeat(browser, seat, studio.url) }
}

/**
 * Joins by name with the key of the printed address, without its page, which projects.spec.ts walks through; the page here is
 * blank. Whoever has joined by this name before and left comes again. The service worker stores the whole app, which is
 * much to do for a visit of seconds: whoever needs it allows it.
 */
export async function joinStudio(
  browser: Browser,
  studio: Studio,
  name: string,
  { serviceWorkers = 'block', anew = serviceWorkers === 'allow' }: Joining = {},
): Promise<Visitor> {
  const sessions = anew ? [] : awayOf(studio, name)
  const visitor = anew ? await ownBrowser(browser, serviceWorkers) : await visitStudio(browser, studio)
  const { context } = visitor
  const session = sessions.pop()
  if (session) await context.addCookies(session)
  else {
    const key = new URL(studio.joinUrl).searchParams.get('key')
    const answer = await context.request.post(`${studio.url}/api/local/join`, { data: { key, name } })
    if (!answer.ok()) throw new Error(await answer.text())
  }
  const { leave } = visitor
  visitor.leave = async () => {
    sessions.push(await context.cookies())
    await leave()
  }
  return visitor
}

/** A browser that nobody had before and nobody gets after. */
async function ownBrowser(browser: Browser, serviceWorkers: Joining['serviceWorkers']): Promise<Visitor> {
  const context = await browser.newContext({ serviceWorkers })
  return { context, page: await context.newPage(), leave: () => context.close() }
}

/** Makes a project of a Fountain text, over HTTP as the person of `page`. */
export async function importFountain(
  page: Page,
  studio: Studio,
  name: string,
  text: string,
): Promise<{ id: string; timelineId: string }> {
  const answer = await page.request.post(`${studio.url}/api/projects/import`, {
    multipart: { name, file: { name: 'script.fountain', mimeType: 'text/plain', buffer: Buffer.from(text) } },
  })
  if (!answer.ok()) throw new Error(await answer.text())
  return answer.json()
}

/** The script page of a project, with its text on it. */
export async function openScript(page: Page, studio: Studio, projectId: string): Promise<void> {
  await page.goto(`${studio.url}/p/${projectId}/script`)
  await page.locator('.ProseMirror p').first().waitFor()
}

/** Ana and Ben, each in a browser of their own, in the script of a new project that Ana imported. */
export async function twoInScript(browser: Browser, studio: Studio, name: string, text: string, options?: Joining) {
  const ana = await joinStudio(browser, studio, 'Ana', options)
  const project = await importFountain(ana.page, studio, name, text)
  const ben = await joinStudio(browser, studio, 'Ben', options)
  for (const { page } of [ana, ben]) await openScript(page, studio, project.id)
  const leave = async () => {
    await ana.leave()
    await ben.leave()
  }
  return { ana, ben, project, leave }
}

/** A line of the script by some of its text. */
export const lineWith = (page: Page, text: string) => page.locator('.ProseMirror p', { hasText: text }).first()

/** Puts the caret at an end of a line, and waits until it is there: no one presses a key in the moment of the click. */
export async function caretTo(page: Page, line: Locator, key: 'Home' | 'End'): Promise<void> {
  await line.click()
  await expect(async () => {
    await page.keyboard.press(key)
    const left = await line.evaluate((element, side) => {
      const { focusNode, focusOffset = 0 } = getSelection() ?? {}
      if (!focusNode || !element.contains(focusNode)) return 'the caret is elsewhere'
      const range = document.createRange()
      range.selectNodeContents(element)
      if (side === 'Home') range.setEnd(focusNode, focusOffset)
      else range.setStart(focusNode, focusOffset)
      const words = range.cloneContents()
      for (const caret of words.querySelectorAll('.remote-caret')) caret.remove()
      return words.textContent
    }, key)
    expect(left).toBe('')
  }).toPass()
}

/** What stands in lines of the script, without the names at carets. */
export const wordsOf = (lines: Locator): Promise<string> =>
  lines.evaluateAll(found =>
    found
      .map(line => {
        const copy = line.cloneNode(true) as Element
        for (const caret of copy.querySelectorAll('.remote-caret')) caret.remove()
        return copy.textContent
      })
      .join('\n'),
  )

/** Specs get one studio for each worker. */
export const test = base.extend<object, { studio: Studio }>({
  studio: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const studio = await startStudio()
      await use(studio)
      await studio.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
})
export { expect }

/** Runs a command by its name, as the palette offers it. */
export async function command(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  const field = page.getByRole('combobox', { name: 'Commands' })
  await field.fill(name)
  const option = page.getByRole('option').filter({ has: page.getByText(name, { exact: true }) })
  await option.waitFor()
  while ((await option.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(field).toHaveCount(0)
  // the focus goes back, and the command runs, a moment after the palette went
  await page.waitForFunction(() => document.activeElement !== document.body)
}

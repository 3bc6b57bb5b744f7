import { parseArgs } from 'node:util'
import { type CDPSession, chromium, type Page } from '@playwright/test'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { Documents } from '../../client/sync/documents.ts'
import type { OpenDocument } from '../../client/sync/openDocument.ts'
import { moveScene } from '../../shared/core/script/edit.ts'
import { lineText } from '../../shared/core/script/line.ts'
import { scriptRoots } from '../../shared/core/script/scenes.ts'
import { findChromium } from '../e2e/chromium.ts'
import { joinStudio, openScript, type Studio, startStudio } from '../e2e/studio.ts'
import { Random } from '../fuzz/binding/random.ts'
import { importScreenplay } from './projects.ts'
import { formatTable } from './table.ts'

/**
 * What the whole client keeps of an hour in which twenty people write in 120 pages: one of them in Chromium, with everything on,
 * nineteen with the client's own connection, in this process. The hour's edits are made `--speed` times as fast:
 *
 *     npm run build && node tests/bench/memory.ts [--minutes 20] [--speed 3] [--rate 30]
 *
 * `--rate`: letters a minute of each, by the clock of the hour. Every five minutes of the hour it prints what is alive after
 * garbage collection, beside what the document itself has grown by, which is kept for ever on purpose (history, undo).
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    speed: { type: 'string', default: '3' },
    rate: { type: 'string', default: '30' },
  },
})
const [MINUTES, SPEED, RATE] = [Number(values.minutes), Number(values.speed), Number(values.rate)]
const OTHERS = 19
/** Minutes of the hour between two rows. */
const STEP = 5
/** Edits of one person between two of its scene moves. */
const MOVE = 400

const random = new Random(1)

async function scriptOf(page: Page, studio: Studio, projectId: string): Promise<string> {
  const answer = await page.request.get(`${studio.url}/api/projects/${projectId}/documents`)
  const rows: { id: string; kind: string }[] = await answer.json()
  const script = rows.find(({ kind }) => kind === 'script')
  if (!script) throw new Error('The project has no script.')
  return script.id
}

/** Somebody without a screen: the client's connection, with the session of `page`. */
function sitDown(page: Page, studio: Studio, documentId: string, person: { id: string; name: string }) {
  const documents = new Documents({
    url: `${studio.url.replace(/^http/, 'ws')}/sync`,
    WebSocket: WebSocket as unknown as typeof globalThis.WebSocket,
    token: async () => (await (await page.request.post(`${studio.url}/api/sync/token`, { data: {} })).json()).token,
    upload: async () => 'later',
    readState: async () => null,
    drafts: () => ({ of: async () => [], add: async () => {}, remove: async () => {} }),
    retry: { first: 200, most: 2000 },
  })
  return { documents, open: documents.open(documentId, person) }
}

/** One letter more or less somewhere, the caret with it; now and then a scene goes elsewhere. */
function edit(open: OpenDocument, n: number): void {
  const { script, scenes } = scriptRoots(open.doc)
  const line = script.get(random.below(script.length))
  const text = line instanceof Y.XmlElement ? lineText(line) : null
  if (!text) return
  const at = random.below(text.length + 1)
  if (n % MOVE === MOVE - 1) {
    const ids = [...scenes.keys()].filter(id => id !== 'front')
    moveScene(open.doc, random.pick(ids), random.pick(ids))
  } else if (n % 2 === 0 || at === text.length) text.insert(at, 'x')
  else text.delete(at, 1)
  const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, Math.min(at, text.length)))
  open.awareness.setLocalStateField('cursor', { anchor: place, head: place })
}

/** Types in the page as one does: on in a line, sometimes in another one, with corrections. */
async function press(page: Page, n: number): Promise<void> {
  if (n % 60 === 0) await page.keyboard.press('Enter')
  else if (n % 20 === 0)
    for (let i = 0; i < 3; i++) await page.keyboard.press(random.chance(0.5) ? 'ArrowDown' : 'PageDown')
  else await page.keyboard.press(n % 2 === 0 ? 'k' : 'Backspace')
}

async function alive(cdp: CDPSession, doc: Y.Doc) {
  for (let i = 0; i < 2; i++) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters')
  let items = 0
  for (const structs of doc.store.clients.values()) items += structs.length
  return { heap: usedSize / 1e6, nodes, listeners: jsEventListeners, items }
}

const studio = await startStudio()
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
})
try {
  const writer = await joinStudio(browser, studio, 'Writer')
  const project = await importScreenplay(writer.page, studio, 120)
  await openScript(writer.page, studio, project.id)
  const documentId = await scriptOf(writer.page, studio, project.id)
  const seats = []
  for (let i = 0; i < OTHERS; i++) {
    const { page, context } = await joinStudio(browser, studio, `Person ${i}`)
    const me = await (await page.request.get(`${studio.url}/api/me`)).json()
    seats.push({
      context,
      ...sitDown(page, studio, documentId, { id: String(me.id ?? me.user?.id), name: `Person ${i}` }),
    })
  }
  const [first] = seats
  if (!first) throw new Error('nobody')
  while (seats.some(({ open }) => open.getState().state !== 'saved')) await new Promise(done => setTimeout(done, 200))
  const { page } = writer
  const cdp = await page.context().newCDPSession(page)
  await page.locator('.ProseMirror p[data-type="action"]').nth(200).click()

  const rows: (string | number)[][] = []
  let before = await alive(cdp, first.open.doc)
  const start = before
  const print = (minute: number, edits: number, now: typeof before) => {
    rows.push([`${minute}`, `${edits}`, now.heap, `${now.nodes}`, `${now.listeners}`, `${now.items}`])
    console.log(
      `minute ${minute} of the hour: ${edits} edits, ${now.heap.toFixed(1)} MB, ${now.nodes} nodes, ${now.listeners} listeners, ${now.items} items of the document`,
    )
  }
  print(0, 0, before)
  const began = performance.now()
  const pause = 60_000 / (RATE * SPEED)
  let edits = 0
  const others = seats.map(async ({ open }, i) => {
    await new Promise(done => setTimeout(done, (i / OTHERS) * pause))
    for (let n = 1; performance.now() - began < MINUTES * 60_000; n++) {
      edit(open, n)
      edits++
      await new Promise(done => setTimeout(done, Math.max(0, began + (n + i / OTHERS) * pause - performance.now())))
    }
  })
  const writing = (async () => {
    for (let n = 1; performance.now() - began < MINUTES * 60_000; n++) {
      await press(page, n)
      edits++
      await new Promise(done => setTimeout(done, Math.max(0, began + n * pause - performance.now())))
    }
  })()
  for (let minute = STEP; minute <= MINUTES * SPEED; minute += STEP) {
    await new Promise(done => setTimeout(done, began + (minute / SPEED) * 60_000 - performance.now()))
    before = await alive(cdp, first.open.doc)
    print(minute, edits, before)
  }
  await Promise.all([...others, writing])
  const items = before.items - start.items
  console.log(
    `\n${edits} edits, ${RATE} letters a minute of each of ${OTHERS + 1}, ${SPEED} times as fast\n\n${formatTable(
      ['minute', 'edits', 'heap MB', 'nodes', 'listeners', 'items'],
      rows,
    )}\n\ndrift: ${(before.heap - start.heap).toFixed(1)} MB, ${before.nodes - start.nodes} nodes, ${before.listeners - start.listeners} listeners, with ${items} items more in the document`,
  )
  for (const { documents } of seats) documents.destroy()
} finally {
  await browser.close()
  await studio.stop()
}

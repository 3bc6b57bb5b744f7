import type { Browser, BrowserContext, Page } from '@playwright/test'

/** A browser of one's own, with one page. */
export interface Seat {
  context: BrowserContext
  page: Page
}

/**
 * Where nobody sits, as good as new. A process that has run the app before opens a page of it in less than half the time,
 * so the page of a free seat stays on an address of the app (of another one, the browser would begin a new process).
 */
const free = new WeakMap<Browser, Seat[]>()

/** A small file of the app that runs nothing. */
const RESTING_PLACE = '/theme.js'

function freeOf(browser: Browser): Seat[] {
  const seats = free.get(browser) ?? []
  free.set(browser, seats)
  return seats
}

/** A seat with no session, nothing stored and no settings, for a visit without a service worker. */
export async function takeSeat(browser: Browser): Promise<Seat> {
  const seat = freeOf(browser).pop()
  if (seat) return seat
  const context = await browser.newContext({ serviceWorkers: 'block' })
  return { context, page: await context.newPage() }
}

/**
 * Gives a seat to whoever comes next, with nothing left of what was done at it: sessions, what pages stored, network,
 * permissions, routes, pages. `origin`: of the app that was open.
 */
export async function freeSeat(browser: Browser, { context, page }: Seat, origin: string): Promise<void> {
  for (const other of context.pages()) if (other !== page) await other.close()
  await context.setOffline(false)
  await context.clearPermissions()
  page.removeAllListeners()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.emulateMedia({ reducedMotion: null, colorScheme: null })
  await page.goto(origin + RESTING_PLACE)
  await page.evaluate(() => sessionStorage.clear())
  const devtools = await context.newCDPSession(page)
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb,cache_storage' })
  await devtools.detach()
  await context.clearCookies()
  freeOf(browser).push({ context, page })
}

import { expect, type Page } from '@playwright/test'
import axe, { type Result, type RunOptions } from 'axe-core'

declare global {
  interface Window {
    axe?: typeof axe
  }
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** Runs axe in the page. Its script is put there once; pages here have no frames, into which it would have to go, too. */
async function violations(page: Page, only: 'all' | 'colours'): Promise<Result[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const options: RunOptions = {
    runOnly: only === 'all' ? { type: 'tag', values: TAGS } : { type: 'rule', values: ['color-contrast'] },
    resultTypes: ['violations'],
  }
  return page.evaluate(async chosen => {
    if (!window.axe) throw new Error('axe is not in the page.')
    return (await window.axe.run(document, chosen)).violations
  }, options)
}

/** Claims that axe finds nothing on the page as it is, in both themes, which differ in colours alone. Says where it does. */
export async function isClean(page: Page, place: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const before = await page.locator('html').getAttribute('data-theme')
  for (const [theme, rules] of [
    ['dark', 'all'],
    ['light', 'colours'],
  ] as const) {
    await page.evaluate(chosen => document.documentElement.setAttribute('data-theme', chosen), theme)
    const found = (await violations(page, rules)).flatMap(({ id, help, nodes }) =>
      nodes.map(node => `${id}: ${help}: ${node.html}\n${node.failureSummary}`),
    )
    expect(found, `${place} in ${theme}`).toEqual([])
  }
  await page.evaluate(chosen => document.documentElement.setAttribute('data-theme', chosen), before ?? 'dark')
}

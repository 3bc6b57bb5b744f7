import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']

/** Claims that axe finds nothing on the page as it is, in both themes, which differ in colours alone. Says where it does. */
export async function isClean(page: Page, place: string): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const before = await page.locator('html').getAttribute('data-theme')
  for (const [theme, axe] of [
    ['dark', new AxeBuilder({ page }).withTags(TAGS)],
    ['light', new AxeBuilder({ page }).withRules(['color-contrast'])],
  ] as const) {
    await page.evaluate(chosen => document.documentElement.setAttribute('data-theme', chosen), theme)
    const { violations } = await axe.analyze()
    const found = violations.flatMap(({ id, help, nodes }) =>
      nodes.map(node => `${id}: ${help}: ${node.html}\n${node.failureSummary}`),
    )
    expect(found, `${place} in ${theme}`).toEqual([])
  }
  await page.evaluate(chosen => document.documentElement.setAttribute('data-theme', chosen), before ?? 'dark')
}

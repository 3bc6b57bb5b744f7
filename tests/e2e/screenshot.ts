import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { SAMPLE_TITLE } from '../../shared/core/sample/sampleScreenplay.ts'
import { findChromium } from './chromium.ts'
import { joinStudio, lineWith, startStudio } from './studio.ts'

/** Takes the pictures of the README from a running studio: the sample project with two people in it. */
const folder = join(import.meta.dirname, '../../docs/screenshots')
mkdirSync(folder, { recursive: true })
const studio = await startStudio()
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
try {
  const ana = await joinStudio(browser, studio, 'Ana Ruiz')
  await ana.page.setViewportSize({ width: 1440, height: 900 })
  await ana.page.goto(studio.url)
  await ana.page.getByRole('link', { name: SAMPLE_TITLE, exact: true }).click()
  await ana.page
    .getByRole('link', { name: /^Script/ })
    .first()
    .click()
  await lineWith(ana.page, 'wet from the ferry').waitFor()
  const script = ana.page.url()
  const ben = await joinStudio(browser, studio, 'Ben Okafor')
  await ben.page.goto(script)
  await lineWith(ben.page, 'crossing was rough').click()
  await ben.page.keyboard.press('End')
  await ana.page.locator('.remote-caret[data-name="Ben Okafor"]').waitFor()
  await ana.page.evaluate(() => document.fonts.ready)
  await ana.page.screenshot({ path: join(folder, 'script.png') })

  await ana.page.getByRole('link', { name: /^Scenes/ }).click()
  await ana.page
    .getByRole('link', { name: /KITCHEN - DAY/ })
    .first()
    .click()
  await ana.page.getByRole('grid').waitFor()
  await ana.page.screenshot({ path: join(folder, 'shots.png') })
} finally {
  await browser.close()
  await studio.stop()
}

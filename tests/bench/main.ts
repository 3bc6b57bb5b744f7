import { cpus } from 'node:os'
import { chromium } from '@playwright/test'
import { findChromium } from '../e2e/chromium.ts'
import { startStudio } from '../e2e/studio.ts'
import { measureForks } from './forking.ts'
import { measureKeystrokes } from './keystroke.ts'
import { measureOpening } from './opening.ts'
import { measureStarts } from './starting.ts'
import { formatTable } from './table.ts'
import { measureFirstWords, measureOfflineTurns } from './turns.ts'

/** Runs the benchmarks against a studio of its own and prints one table each. Never part of the tests: times are not claims. */
const starts = await measureStarts()
const studio = await startStudio()
const browser = await chromium.launch({
  executablePath: await findChromium(),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
})
try {
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, Chromium ${browser.version()}, Node ${process.version}\n`,
  )
  console.log('Starting, milliseconds (command to the printed address)\n')
  console.log(formatTable(['start', 'runs', 'p50', 'worst'], starts))
  console.log(
    "\nKeystroke to the other screen, milliseconds (key event in one browser to the text in the other's page)\n",
  )
  console.log(formatTable(['script', 'keystrokes', 'p50', 'p95', 'p99'], await measureKeystrokes(browser, studio)))
  console.log('\nOpening a script, milliseconds (click to the first scene on the page)\n')
  console.log(
    formatTable(['script', 'lines', 'opening', 'runs', 'p50', 'worst'], await measureOpening(browser, studio)),
  )
  console.log('\nA branch of a feature with 60 scene documents, milliseconds (request to answer)\n')
  console.log(formatTable(['fork', 'runs', 'p50', 'worst'], await measureForks(browser, studio)))
  console.log(
    '\nA turn of the offline crew, milliseconds (press to all of it on the page; of a script its first scene)\n',
  )
  console.log(formatTable(['turn', 'runs', 'p50', 'worst'], await measureOfflineTurns(browser, studio)))
  console.log('\nFirst words, milliseconds (a provider’s first token to the words on the page)\n')
  console.log(formatTable(['words', 'runs', 'p50', 'worst'], await measureFirstWords(browser)))
} finally {
  await browser.close()
  await studio.stop()
}

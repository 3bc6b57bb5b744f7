import type { Browser, Page } from '@playwright/test'
import { briefText, setGenre, setLength, setMode, setRating } from '../../shared/core/brief/brief.ts'
import { slowly } from '../contract/providerServer.ts'
import { completeAnswer, startResponsesServer } from '../contract/responsesServer.ts'
import { writeIn } from '../e2e/documents.ts'
import { joinStudio, type Studio, startStudio } from '../e2e/studio.ts'
import { mobyDick } from '../fixtures/mobyDick.ts'
import { percentile } from './table.ts'

const RUNS = 5

/** A project with a locked brief; with a novel beside it where one is given. */
async function briefed(page: Page, studio: Studio, novel: string | null): Promise<string> {
  const made = await page.request.post(`${studio.url}/api/projects`, { data: { name: 'Turns', type: 'narrative' } })
  const { id } = (await made.json()) as { id: string }
  await writeIn(page, studio, id, 'brief', doc => {
    setMode(doc, novel === null ? 'expansion' : 'condensation')
    setLength(doc, 'least', 8)
    setLength(doc, 'most', 12)
    setRating(doc, 'PG')
    setGenre(doc, 'adventure', true)
    briefText(doc, 'tone')?.insert(0, 'Salty, quick and a little sad.')
    briefText(doc, 'idea')?.insert(0, 'A ferryman who never learnt to swim takes a wedding over the river.')
  })
  if (novel !== null) {
    const file = { name: 'moby-dick.txt', mimeType: 'text/plain', buffer: Buffer.from(novel) }
    await page.request.post(`${studio.url}/api/projects/${id}/files`, { multipart: { file } })
    await page.goto(`${studio.url}/p/${id}/brief`)
    await page.getByText(/txt · [\d,]+ words/).waitFor({ timeout: 60_000 })
  }
  await approve(page, studio, id, 'brief')
  return id
}

async function approve(page: Page, studio: Studio, id: string, stage: string): Promise<void> {
  const answer = await page.request.post(`${studio.url}/api/projects/${id}/stages/${stage}/approve`, {
    data: { message: '' },
  })
  if (!answer.ok()) throw new Error(await answer.text())
}

/** From a press to its whole answer on the page, milliseconds, with the offline crew and Moby-Dick (1.2 MB). */
export async function measureOfflineTurns(browser: Browser, studio: Studio): Promise<(string | number)[][]> {
  const { page, leave } = await joinStudio(browser, studio, 'Ana')
  const times = new Map<string, number[]>()
  const turn = async (name: string, press: () => Promise<void>, shown: () => Promise<void>) => {
    const before = performance.now()
    await press()
    await shown()
    times.set(name, [...(times.get(name) ?? []), performance.now() - before])
  }
  const go = (id: string, stage: string) => page.goto(`${studio.url}/p/${id}/${stage}`)
  const press = (name: RegExp) => page.getByRole('button', { name }).click()
  for (let run = 0; run < RUNS; run++) {
    const id = await briefed(page, studio, mobyDick())
    await go(id, 'treatment')
    const choose = page.getByRole('article').getByRole('button', { name: 'Choose' })
    await turn(
      'three treatments of Moby-Dick',
      () => press(/^Generate three treatments/),
      () => choose.nth(2).waitFor(),
    )
    await choose.first().click()
    await page.getByText('Chosen').first().waitFor()
    await approve(page, studio, id, 'treatment')
    await go(id, 'beats')
    const beat = page.getByRole('button', { name: /^Beat \d+:/ })
    await turn(
      'the beat sheet',
      () => press(/^Generate the beat sheet/),
      () => beat.nth(4).waitFor(),
    )
    await approve(page, studio, id, 'beats')
    await go(id, 'script')
    const headings = page.locator('.ProseMirror p[data-type="scene_heading"]')
    await turn(
      'a scene',
      () => press(/^Generate Descriptive Master Script/),
      () => headings.first().waitFor(),
    )
  }
  await leave()
  return [...times].map(([name, took]) => [name, String(RUNS), percentile(took, 0.5), Math.max(...took)])
}

const ANSWER = JSON.stringify({
  title: 'The Crossing',
  tone: 'dry',
  ending: 'won',
  chronology: 'in order',
  paragraphs: Array.from({ length: 12 }, () => ({
    heading: false,
    text: 'Tomasz rows, and nobody says a word. '.repeat(8),
  })),
  rationale: 'As it is.',
})

/** From a provider's first token to the first words on the page, milliseconds; the provider speaks over loopback. */
export async function measureFirstWords(browser: Browser): Promise<(string | number)[][]> {
  const provider = await startResponsesServer()
  let firstToken = 0
  provider.answers.push(response => {
    const write = response.write.bind(response)
    response.write = (chunk: unknown) => {
      if (firstToken === 0 && String(chunk).includes('output_text.delta')) firstToken = Date.now()
      return write(chunk)
    }
    slowly(response, 10, to => completeAnswer(to, ANSWER))
  })
  const studio = await startStudio({
    TEXT_PROVIDER: 'openai',
    OPENAI_API_KEY: 'sk-bench',
    OPENAI_BASE_URL: provider.baseURL,
  })
  const took: number[] = []
  try {
    const { page, leave } = await joinStudio(browser, studio, 'Ana')
    for (let run = 0; run < RUNS; run++) {
      const id = await briefed(page, studio, null)
      await page.goto(`${studio.url}/p/${id}/treatment`)
      firstToken = 0
      const seen = page.evaluate(
        words =>
          new Promise<number>(resolve => {
            const look = () => document.body.textContent?.includes(words) && resolve(Date.now())
            new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
          }),
        'The Cro',
      )
      await page.getByRole('button', { name: /^Generate three treatments/ }).click()
      took.push((await seen) - firstToken)
      await page.getByRole('article').getByRole('button', { name: 'Choose' }).nth(2).waitFor()
    }
    await leave()
  } finally {
    await studio.stop()
    await provider.close()
  }
  return [['first words of a treatment', String(RUNS), percentile(took, 0.5), Math.max(...took)]]
}

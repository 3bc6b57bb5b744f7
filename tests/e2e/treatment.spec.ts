import type { Page } from '@playwright/test'
import { isClean } from './axe.ts'
import { caretTo, expect, importFountain, joinStudio, lineWith, type Studio, test, wordsOf } from './studio.ts'

const IDEA =
  'Tomasz, a ferryman who never learnt to swim, takes the wedding of his daughter Ewa over the river. Halfway across the motor dies, and Marek, the groom, says that he does not want to go on.'

/** Ana and Ben at the treatment of a new project. */
async function twoAtTreatment(browser: Parameters<typeof joinStudio>[0], studio: Studio, name: string) {
  const ana = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(ana.page, studio, name, 'INT. FERRY - DAY\n\nThe river is high.\n')
  const ben = await joinStudio(browser, studio, 'Ben')
  for (const { page } of [ana, ben]) {
    await page.goto(`${studio.url}/p/${project.id}/treatment`)
    await expect(page.getByRole('button', { name: 'Write it yourself' })).toBeVisible()
  }
  const leave = async () => {
    await ana.leave()
    await ben.leave()
  }
  return { ana: ana.page, ben: ben.page, leave }
}

const prose = (page: Page) => page.locator('.ProseMirror p')
const card = (page: Page, title: string) => page.getByRole('article', { name: title, exact: true })

async function writeVariant(page: Page, title: string, paragraphs: readonly string[]): Promise<void> {
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Title' }).press('Enter')
  await expect(page.getByRole('textbox', { name: 'Treatment' })).toBeFocused()
  for (const [i, text] of paragraphs.entries()) {
    if (i > 0) await page.keyboard.press('Enter')
    await page.keyboard.insertText(text)
  }
}

test('two people write variants, choose one, take a paragraph across and lock it', async ({ browser, studio }) => {
  const { ana, ben, leave } = await twoAtTreatment(browser, studio, 'Treated')
  await expect(ana.getByText(/Agents write from a locked brief/)).toBeVisible()

  await ana.getByRole('button', { name: 'Write it yourself' }).click()
  await writeVariant(ana, 'The Ferryman', ['The landing', 'Joris very slowly counts the really quiet guests.'])
  await caretTo(ana, lineWith(ana, 'The landing'), 'Home')
  await ana.keyboard.press('ControlOrMeta+Alt+1')
  await expect(lineWith(ana, 'The landing')).toHaveAttribute('data-type', 'section')

  // the gallery of the other follows
  await expect(card(ben, 'The Ferryman')).toContainText('Joris very slowly')
  await ben.getByRole('button', { name: 'Write one yourself' }).click()
  await writeVariant(ben, 'Two Banks', ['Mira waits.', 'The cable sings.'])
  await ben.getByRole('button', { name: 'Gallery' }).click()
  await card(ben, 'The Ferryman').getByRole('button', { name: 'Choose' }).click()
  await expect(card(ben, 'The Ferryman')).toContainText('Chosen')
  await isClean(ben, 'gallery')
  await expect(ana.getByText('Chosen')).toBeVisible()

  // both in one paragraph
  await card(ben, 'The Ferryman').getByRole('button', { name: 'Open' }).click()
  await caretTo(ben, lineWith(ben, 'Joris'), 'Home')
  await caretTo(ana, lineWith(ana, 'Joris'), 'End')
  await Promise.all([ben.keyboard.type('Today '), ana.keyboard.type(' Twice.')])
  const both = 'Today Joris very slowly counts the really quiet guests. Twice.'
  for (const page of [ana, ben]) await expect.poll(() => wordsOf(prose(page).last())).toBe(both)
  await expect(ana.locator('.remote-caret[data-name="Ben"]')).toBeVisible()

  // a paragraph of the other variant, behind the caret
  await ben.getByRole('button', { name: 'Compare' }).click()
  await ben
    .getByRole('complementary', { name: /Two Banks/ })
    .getByRole('button', { name: 'Take across' })
    .last()
    .click()
  await expect.poll(() => wordsOf(prose(ana))).toBe(`The landing\n${both}\nThe cable sings.`)
  await isClean(ben, 'comparison')

  // one's own undo: Ben's paragraph goes, then Ana's words, and nothing of the other's
  await ben.getByRole('button', { name: 'Undo your last change' }).click()
  await expect.poll(() => wordsOf(prose(ana))).toBe(`The landing\n${both}`)
  // on a slow machine her one word may be several acts
  const without = 'Today Joris very slowly counts the really quiet guests.'
  await expect(async () => {
    if ((await wordsOf(prose(ana).last())) !== without)
      await ana.getByRole('textbox', { name: 'Treatment' }).press('ControlOrMeta+z')
    expect(await wordsOf(prose(ana).last())).toBe(without)
  }).toPass()
  await expect.poll(() => wordsOf(prose(ben).last())).toBe(without)

  await ben.getByRole('button', { name: 'Close the comparison' }).click()
  await ben.getByRole('button', { name: 'Lock the Treatment & Proceed' }).click()
  await expect(ana.getByText(/Ben approved this/)).toBeVisible()
  await lineWith(ana, 'Joris').click()
  await ana.keyboard.type('lost')
  await expect(ana.getByRole('textbox', { name: 'Title' })).not.toBeEditable()
  await ana.reload()
  await expect(lineWith(ana, 'Joris')).toHaveText('Today Joris very slowly counts the really quiet guests.')
  await isClean(ana, 'locked treatment')
  await ana.getByRole('button', { name: 'History' }).click()
  await expect(ana.getByRole('heading', { name: 'History of the treatment' })).toBeVisible()
  await expect(ana.getByText('Treatment locked').first()).toBeVisible()
  await expect(ana.getByRole('region', { name: /Treatment locked/ })).toContainText('Mira waits.')
  await leave()
})

test('an agent asked by the slash key suggests in the margin, for everybody, and a removed variant comes back', async ({
  browser,
  studio,
}) => {
  const { ana, ben, leave } = await twoAtTreatment(browser, studio, 'Asked')
  await ana.getByRole('button', { name: 'Write it yourself' }).click()
  const words = 'Joris very slowly counts the really quiet guests.'
  await writeVariant(ana, 'The Ferryman', [words, ''])
  await ana.keyboard.press('/')
  await ana.getByLabel('What should change?').fill('Tighten it')
  await ana.keyboard.press('Enter')

  await card(ben, 'The Ferryman').getByRole('button', { name: 'Open' }).click()
  const suggestion = ben.getByRole('article').filter({ has: ben.getByRole('button', { name: 'Accept', exact: true }) })
  await expect(suggestion).toContainText('Tighten it', { timeout: 20_000 })
  await isClean(ben, 'treatment with a suggestion')
  await suggestion.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(lineWith(ana, 'Joris')).not.toContainText('very slowly')
  await ben.getByRole('textbox', { name: 'Treatment' }).press('ControlOrMeta+z')
  await expect(lineWith(ana, 'Joris')).toHaveText(words)

  // a comment on the words, in the panel beside them
  await lineWith(ben, 'Joris').dblclick()
  await ben.keyboard.press('ControlOrMeta+Alt+m')
  await ben.getByRole('combobox', { name: 'New comment' }).fill('Whose guests?')
  await ben.getByRole('button', { name: 'Comment', exact: true }).last().click()
  await expect(ana.locator('.commented')).toBeVisible()

  await ben.getByRole('button', { name: 'Gallery' }).click()
  await ben.getByRole('button', { name: 'Remove “The Ferryman” from the gallery' }).click()
  await expect(ana.getByText('The story as prose, before there are scenes')).toBeVisible()
  await ana.getByRole('button', { name: 'Bring it back' }).click()
  await expect(lineWith(ana, 'Joris')).toHaveText(words)
  await ben.getByRole('button', { name: 'Remove “The Ferryman” from the gallery' }).click()
  await ben.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(lineWith(ana, 'Joris')).toHaveText(words)
  await leave()
})

/** Asks what the agent saw of the first variant that is done, in the moment in which it is and the others are not. */
const pressSawWhileWritten = (page: Page): Promise<void> =>
  page.evaluate(
    () =>
      new Promise<void>(resolve => {
        const look = () => {
          const buttons = document.querySelectorAll('[aria-label="Variants being written"] li button')
          const saw = [...buttons].find(button => button.textContent === 'What did it see?')
          if (!(saw instanceof HTMLElement)) return
          observer.disconnect()
          saw.click()
          resolve()
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { childList: true, subtree: true })
      }),
  )

test('two press Generate and get three variants once; three more need a reason, and nothing is overwritten', async ({
  browser,
  studio,
}) => {
  const { ana, ben, leave } = await twoAtTreatment(browser, studio, 'Generated')
  await ana
    .getByRole('navigation', { name: 'Stages' })
    .getByRole('link', { name: /^Brief/ })
    .click()
  await ana.getByLabel('At least, minutes').fill('3')
  await ana.getByLabel('At most, minutes').fill('5')
  await ana.getByRole('radio', { name: /^PG / }).check()
  await ana.getByRole('checkbox', { name: 'drama' }).check()
  await ana.getByRole('textbox', { name: 'Tone' }).fill('Dry and tender, unhurried.')
  await ana.getByRole('textbox', { name: 'The idea' }).fill(IDEA)
  await ana.getByRole('button', { name: 'Lock the Brief & Proceed' }).click()
  await expect(ben.getByText(/Agents write from a locked brief/)).toHaveCount(0)
  await ana.goBack()

  const generate = (page: Page) => page.getByRole('button', { name: /^Generate three treatments/ })
  await Promise.all([generate(ana).click(), generate(ben).click()])
  const choose = (page: Page) => page.getByRole('article').getByRole('button', { name: 'Choose' })
  for (const page of [ana, ben]) await expect(choose(page)).toHaveCount(3, { timeout: 20_000 })
  const first = await ana.getByRole('article').first().textContent()
  await choose(ana).first().click()

  await ben.getByRole('button', { name: 'Regenerate…' }).click()
  const why = ben.getByRole('dialog', { name: 'Regenerate the treatment' })
  await why.getByRole('textbox', { name: 'Why?' }).fill('No.')
  await why.getByRole('button', { name: /^Regenerate/ }).click()
  await expect(why.getByText(/at least 10 characters/)).toBeVisible()
  await expect(why.getByRole('textbox', { name: 'Why?' })).toBeFocused()
  await isClean(ben, 'the Why box')
  await why.getByRole('textbox', { name: 'Why?' }).fill('Let Ewa tell it, years later.')
  const asked = pressSawWhileWritten(ben)
  await why.getByRole('button', { name: /^Regenerate/ }).click()
  await asked
  // the card goes from those that are being written to the others, and what was opened from it stays
  await expect(ben.getByText(/^Three variants are/)).toHaveCount(0, { timeout: 20_000 })
  await expect(ben.getByRole('dialog', { name: 'What did the agent see?' })).toBeVisible()
  await ben.keyboard.press('Escape')
  await expect(choose(ana)).toHaveCount(5, { timeout: 20_000 })
  await expect(ana.getByRole('article')).toHaveCount(6)
  await expect(ana.getByRole('article').first()).toContainText('Chosen')
  expect(first).toContain(await ana.getByRole('article').first().getByRole('heading').textContent())
  await leave()
})

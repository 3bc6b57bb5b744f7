import type { Browser, Locator, Page } from '@playwright/test'
import type * as Y from 'yjs'
import { addBeat } from '../../shared/core/beats/write.ts'
import { briefText, setGenre, setLength, setRating } from '../../shared/core/brief/brief.ts'
import { proposeEdits } from '../../shared/core/suggestions/propose.ts'
import { addSuggestions } from '../../shared/core/suggestions/store.ts'
import { chooseVariant } from '../../shared/core/treatment/variants.ts'
import { addVariant } from '../../shared/core/treatment/write.ts'
import { isClean } from './axe.ts'
import { writeIn } from './documents.ts'
import { expect, importFountain, joinStudio, type Studio, test } from './studio.ts'

const beat = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^Beat \\d+: ${name}$`) })
const titles = (page: Page): Promise<string[]> =>
  page
    .getByRole('textbox', { name: /title$/ })
    .evaluateAll(fields => fields.map(field => (field as HTMLTextAreaElement).value))
const body = (page: Page, number: number): Locator => page.getByRole('textbox', { name: `Beat ${number}, text` })
const said = (page: Page): Locator => page.locator('#announcements')

/** Presses on the number of a beat and moves to the lower edge of another; the drop is left to the caller. */
async function dragBelow(page: Page, name: string, target: string): Promise<void> {
  const from = await beat(page, name).boundingBox()
  const to = await beat(page, target).boundingBox()
  if (!from || !to) throw new Error('no such beat')
  await page.mouse.move(from.x + 8, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(from.x + 8, from.y + 24)
  await page.mouse.move(to.x + 8, to.y + to.height - 2)
}

/** Ana and Ben, each in a browser of their own, at the beat sheet of a new project. */
async function twoAtBeats(browser: Browser, studio: Studio, name: string, bring?: (doc: Y.Doc) => void) {
  const ana = await joinStudio(browser, studio, 'Ana')
  const project = await importFountain(ana.page, studio, name, 'INT. FERRY - DAY\n\nThe river is high.\n')
  const ben = await joinStudio(browser, studio, 'Ben')
  if (bring) await writeIn(ana.page, studio, project.id, 'beats', bring)
  for (const { page } of [ana, ben]) await page.goto(`${studio.url}/p/${project.id}/beats`)
  return { ana, ben, project }
}

test('two people write, move, split and merge beats at once', async ({ browser, studio }) => {
  const { ana, ben, project } = await twoAtBeats(browser, studio, 'In beats')

  // an agent needs a locked treatment; a person needs nothing
  await expect(ana.page.getByRole('button', { name: /^Generate the beat sheet/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(ana.page.getByRole('link', { name: 'go to the treatment' })).toBeVisible()
  await ana.page.getByRole('button', { name: 'Write it yourself' }).click()
  await ana.page.keyboard.type('Letter')
  await ana.page.keyboard.press('Enter')
  await ana.page.keyboard.type('Mara finds it. She reads it twice.')
  await ana.page.keyboard.press('Control+Enter')
  await ana.page.keyboard.type('Lie')
  await expect(beat(ben.page, 'Lie')).toBeVisible()
  await writeIn(ana.page, studio, project.id, 'beats', doc => {
    for (const title of ['Bridge', 'Rope', 'Storm']) addBeat(doc, 'the last', { title, body: `${title} comes.` })
  })
  await expect(beat(ben.page, 'Storm')).toBeVisible()

  // both in one beat: each sees where the other is, and both keep their words
  await body(ben.page, 1).click()
  await ben.page.keyboard.press('Control+End')
  await ben.page.keyboard.type(' Ben was here.')
  await expect(ana.page.getByRole('list', { name: 'Also in the text of beat 1' })).toBeVisible()
  await body(ana.page, 1).press('Control+Home')
  await ana.page.keyboard.type('Now ')
  await expect(body(ben.page, 1)).toHaveValue('Now Mara finds it. She reads it twice. Ben was here.')

  // a beat that is moved away keeps the caret of whoever writes in it
  await beat(ana.page, 'Letter').focus()
  await ana.page.keyboard.press('Alt+ArrowDown')
  await expect(said(ana.page)).toHaveText('“Letter” is now beat 2 of 5.')
  await expect(beat(ana.page, 'Letter')).toBeFocused()
  await expect(body(ben.page, 2)).toBeFocused()
  await ben.page.keyboard.type('!')
  await expect(body(ana.page, 2)).toHaveValue(/Ben was here\.!$/)

  // both drag at once: each beat once, in one order for both
  await dragBelow(ana.page, 'Lie', 'Rope')
  await dragBelow(ben.page, 'Storm', 'Lie')
  await ben.page.mouse.up()
  await ana.page.mouse.up()
  for (const { page } of [ana, ben])
    await expect.poll(() => titles(page)).toEqual(['Storm', 'Letter', 'Bridge', 'Rope', 'Lie'])

  // split at the caret, merge, and undo of one's own only
  await body(ana.page, 2).click()
  await body(ana.page, 2).evaluate((area: HTMLTextAreaElement) => {
    const at = area.value.indexOf('She')
    area.setSelectionRange(at, at)
  })
  await ana.page.keyboard.press('Control+Shift+Enter')
  await expect(body(ana.page, 3)).toBeFocused()
  await expect(body(ben.page, 3)).toHaveValue('She reads it twice. Ben was here.!')
  await expect(body(ben.page, 2)).toHaveValue('Now Mara finds it.')
  await ben.page.getByRole('button', { name: 'Actions for beat 4' }).click()
  await ben.page.getByRole('menuitem', { name: 'Merge with the next' }).click()
  await expect(body(ana.page, 4)).toHaveValue('Bridge comes.\n\nRope comes.')
  await ana.page.keyboard.press('Control+z')
  await expect.poll(() => titles(ben.page)).toEqual(['Storm', 'Letter', 'Bridge', 'Lie'])
  await expect(body(ben.page, 3)).toHaveValue('Bridge comes.\n\nRope comes.')
  await ana.leave()
  await ben.leave()
})

test('what is suggested is taken or left in its place; a confirmed sheet is closed, and comes back from the history', async ({
  browser,
  studio,
}) => {
  const { ana, ben, project } = await twoAtBeats(browser, studio, 'Confirmed', doc => {
    for (const title of ['Storm', 'Bridge', 'Lie'])
      addBeat(doc, 'the last', { title, body: `${title} comes.` }, undefined, title)
  })
  await expect(beat(ana.page, 'Lie')).toBeVisible()

  // alternatives side by side: one is taken, the others go
  await writeIn(ana.page, studio, project.id, 'beats', doc => {
    const meta = { author: { kind: 'agent', agent: 'beat', name: 'Beat', jobId: 'j' }, jobId: 'j' } as const
    for (const after of ['Storm drowns the goat.', 'Storm saves the goat.'])
      addSuggestions(
        doc,
        proposeEdits(
          doc,
          [{ kind: 'cell-text', shotId: 'Storm', column: 'body', before: 'Storm comes.', after }],
          meta,
        ),
      )
  })
  await expect(ben.page.getByText('Storm saves the goat.')).toBeVisible()
  await isClean(ben.page, 'beat sheet with suggestions')
  await ben.page.getByRole('article').filter({ hasText: 'saves' }).getByRole('button', { name: 'Accept' }).click()
  await expect(body(ana.page, 1)).toHaveValue('Storm saves the goat.')
  await expect(ana.page.getByRole('list', { name: 'Suggestions' })).toHaveCount(0)
  await beat(ben.page, 'Storm').focus()
  await ben.page.keyboard.press('Control+z')
  await expect(body(ana.page, 1)).toHaveValue('Storm comes.')

  // removed, and back by the toast
  await beat(ana.page, 'Bridge').focus()
  await ana.page.keyboard.press('Delete')
  await expect(beat(ana.page, 'Lie')).toBeFocused()
  await ana.page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(beat(ben.page, 'Bridge')).toBeVisible()

  // confirmed: closed for everybody, with the same words after a reload
  await ana.page.getByRole('button', { name: 'Confirm Beat Sheet & Proceed' }).click()
  await expect(ben.page.getByText(/Ana approved this/)).toBeVisible()
  await expect(body(ben.page, 1)).not.toBeEditable()
  await ben.page.keyboard.press('Control+z')
  await ben.page.reload()
  await expect.poll(() => titles(ben.page)).toEqual(['Storm', 'Bridge', 'Lie'])
  await expect(ben.page.getByRole('link', { name: /^Beats.*locked$/ })).toBeVisible()
  await ben.page.getByRole('button', { name: 'Edit anyway' }).click()
  await expect(body(ana.page, 1)).toBeEditable()

  // what was confirmed is in the history, and comes back
  await beat(ana.page, 'Lie').focus()
  await ana.page.keyboard.press('Delete')
  await expect(beat(ben.page, 'Lie')).toHaveCount(0)
  await expect(ana.page.locator('[data-save-state="saved"]')).toBeVisible()
  await ana.page.keyboard.press('Alt+4')
  await expect(ana.page.getByRole('heading', { name: 'History of the beat sheet' })).toBeVisible()
  await ana.page
    .getByRole('navigation', { name: 'Versions' })
    .getByRole('button', { name: /Beat sheet confirmed/ })
    .click()
  await ana.page.getByRole('combobox', { name: 'Show' }).click()
  await ana.page.getByRole('option', { name: /What changed since/ }).click()
  await expect(ana.page.getByRole('row', { name: /Removed/ })).toContainText('Lie')
  await ana.page.getByRole('button', { name: 'Restore' }).click()
  await ana.page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click()
  await expect(beat(ben.page, 'Lie')).toBeVisible()
  await ana.leave()
  await ben.leave()
})

test('agents write the sheet from a locked treatment, other turns of a beat, two in its place, and one for a reason', async ({
  browser,
  studio,
}) => {
  const { ana, ben, project } = await twoAtBeats(browser, studio, 'By agents')
  await writeIn(ana.page, studio, project.id, 'brief', doc => {
    setLength(doc, 'least', 4)
    setLength(doc, 'most', 6)
    setRating(doc, 'PG')
    setGenre(doc, 'drama', true)
    briefText(doc, 'tone')?.insert(0, 'Dry, tender, unhurried.')
    briefText(doc, 'idea')?.insert(
      0,
      'Mara finds a letter under the bench of the ferry, and her father sings in the storm.',
    )
  })
  await writeIn(ana.page, studio, project.id, 'treatment', doc => {
    const lines = [
      'Mara lives by the ferry and has never learnt to swim. Under her father’s bench she finds a letter.',
      'It says that the rope will be cut on the night of the wedding. She must decide whom to tell.',
      'Her father sings while the storm comes. Ben waits on the quay with a knife that is not his.',
      'The rope holds. Mara steps into the water, and it carries her.',
    ].map(text => ({ type: 'general' as const, runs: [{ text, marks: [] }] }))
    const angle = { title: 'The rope', tone: '', ending: '', chronology: '', madeBy: null, at: '' }
    chooseVariant(doc, addVariant(doc, { ...angle, lines }))
  })
  for (const stage of ['brief', 'treatment']) {
    const address = `${studio.url}/api/projects/${project.id}/stages/${stage}/approve`
    expect((await ana.page.request.post(address, { data: { message: '' } })).ok()).toBe(true)
  }
  await ana.page.reload()
  await ana.page.getByRole('button', { name: /^Generate the beat sheet.*credits/ }).click()
  const rows = ben.page.getByRole('list', { name: 'Beats' }).getByRole('listitem')
  await expect(ben.page.getByRole('button', { name: /^Beat 3:/ })).toBeVisible()
  await expect(rows.first()).toContainText('offline')

  // one of three other turns
  await ana.page.getByRole('button', { name: 'Actions for beat 1' }).click()
  await ana.page.getByRole('menuitem', { name: /^Brainstorm/ }).click()
  const cards = ben.page.getByRole('list', { name: 'Suggestions' }).getByRole('article')
  await expect(cards).toHaveCount(3)
  const chosen = await cards.last().locator('p').nth(1).innerText()
  const named = await cards.last().locator('strong').innerText()
  await cards.last().getByRole('button', { name: 'Accept' }).click()
  await expect(cards).toHaveCount(0)
  await expect(body(ana.page, 1)).toHaveValue(chosen)
  expect((await titles(ana.page))[0]).toBe(named)
  await expect(ben.page.getByRole('button', { name: /^Beat 1:/ })).toBeFocused()

  // words of a beat, by an instruction; what is beside them stays
  await body(ana.page, 1).fill('Mara does not know him. She cannot swim.')
  await body(ana.page, 1).evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(0, 23))
  await body(ana.page, 1).click({ button: 'right', position: { x: 20, y: 10 }, noWaitAfter: true })
  await ana.page.getByRole('dialog').getByRole('textbox').fill('less formal')
  await ana.page.keyboard.press('Enter')
  await cards.getByRole('button', { name: 'Accept' }).click()
  await expect(body(ana.page, 1)).toHaveValue("Mara doesn't know him. She cannot swim.")
  // several beats at once: chosen by keyboard, rewritten as one group
  await body(ana.page, 3).fill('He does not come. It is not over.')
  for (const number of [1, 3]) {
    await ana.page.getByRole('button', { name: new RegExp(`^Beat ${number}:`) }).focus()
    await ana.page.keyboard.press('Space')
  }
  await ana.page.getByRole('button', { name: 'Rewrite by an instruction…' }).click()
  await expect(ana.page.getByRole('dialog')).toContainText(named)
  await ana.page.getByRole('dialog').getByRole('textbox').fill('less formal')
  await ana.page.keyboard.press('Enter')
  const together = (page: Page) => page.getByRole('region', { name: 'Suggested together' })
  await expect(together(ana.page).getByRole('button', { name: 'What did it see?' })).toBeVisible()
  await together(ana.page).getByRole('button', { name: 'Accept all' }).click()
  await expect(body(ben.page, 1)).toHaveValue("Mara doesn't know him. She can't swim.")
  await expect(body(ben.page, 3)).toHaveValue("He doesn't come. It's not over.")
  await ana.page.getByRole('button', { name: 'Choose none' }).click()

  // two in its place, as one step
  const before = await rows.count()
  await ana.page.getByRole('button', { name: 'Actions for beat 2' }).click()
  await ana.page.getByRole('menuitem', { name: /^Expand/ }).click()
  await ana.page.getByRole('region', { name: 'Suggested together' }).getByRole('button', { name: 'Accept all' }).click()
  await expect(rows).toHaveCount(before + 1)

  // a new one only for a reason
  await ana.page
    .getByRole('button', { name: /^Ask for a beat below/ })
    .first()
    .click()
  await ana.page.getByLabel('Why?').fill('Short')
  await ana.page
    .getByRole('button', { name: /^Ask for a beat/ })
    .last()
    .click()
  await expect(ana.page.getByText(/at least 10 characters/)).toBeVisible()
  await ana.page.getByLabel('Why?').fill('She needs a reason to fear the water.')
  await ana.page.keyboard.press('Control+Enter')
  await expect(cards).toHaveCount(1)
  await expect(cards).toContainText('She needs a reason to fear the water.')
  await ana.leave()
  await ben.leave()
})

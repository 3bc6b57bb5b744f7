import type { Locator, Page } from '@playwright/test'
import { expect, type Studio } from './studio.ts'

/** The columns of the shot table after the label, by the titles that a person reads. */
const COLUMNS = ['Sec', 'Action', 'Dialogue', 'Characters', 'Setting', 'Light', 'Camera', 'Continuity'] as const
type Column = (typeof COLUMNS)[number]

/** Opens the scene with this heading from the hub, as a person does. */
export async function openScene(page: Page, studio: Studio, projectId: string, heading: string): Promise<void> {
  await page.goto(`${studio.url}/p/${projectId}`)
  await page.getByRole('link', { name: heading, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
}

export const table = (page: Page): Locator => page.getByRole('grid', { name: /^Shots of scene/ })

/** The rows of the shot table, without the row of titles. */
export const rows = (page: Page): Locator =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })

/** The row with a label such as 3A. */
export const row = (page: Page, label: string): Locator =>
  rows(page).filter({ has: page.getByRole('rowheader').filter({ hasText: new RegExp(`^${label}(\\s*Outdated)?$`) }) })

export const cell = (page: Page, label: string, column: Column): Locator =>
  row(page, label).getByRole('gridcell').nth(COLUMNS.indexOf(column))

/** The labels in the order of the table. */
export async function labels(page: Page): Promise<string[]> {
  const texts = await rows(page).getByRole('rowheader').allInnerTexts()
  return texts.map(text => text.trim().split(/\s/)[0] ?? '')
}

/** The labels of the shots that are marked as outdated, in the order of the table. */
export async function outdatedLabels(page: Page): Promise<string[]> {
  const marked = rows(page).filter({ has: page.getByRole('button', { name: 'Outdated' }) })
  const texts = await marked.getByRole('rowheader').allInnerTexts()
  return texts.map(text => text.trim().split(/\s/)[0] ?? '')
}

/** The labels of the shots that cover a line, as the script beside the table says. */
export async function labelsCovering(page: Page, line: string): Promise<string[]> {
  const item = page.getByRole('list', { name: 'Script of the scene' }).getByRole('listitem').filter({ hasText: line })
  return ((await item.getByRole('button', { name: /^Covered by/ }).textContent()) ?? '').split(' ')
}

/** What stands in one column, from top to bottom. */
export const columnTexts = async (page: Page, column: Column): Promise<string[]> =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
    .evaluateAll(
      (found, index) => found.map(one => one.querySelectorAll('[role="gridcell"]')[index]?.textContent ?? ''),
      COLUMNS.indexOf(column),
    )

/** Presses Break down and waits for the rows. Returns how many there are. */
export async function breakDown(page: Page): Promise<number> {
  await page.getByRole('button', { name: /^Break down/ }).click()
  await expect(rows(page).first()).toBeVisible({ timeout: 20_000 })
  return rows(page).count()
}

/** Puts the focus on a cell without opening it. */
export async function select(page: Page, label: string, column: Column): Promise<void> {
  await cell(page, label, column).click()
  await expect(cell(page, label, column)).toBeFocused()
}

/** Selects a cell and writes `text` in the place of its words. */
export async function write(page: Page, label: string, column: Column, text: string): Promise<void> {
  await select(page, label, column)
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
  await expect(cell(page, label, column)).toHaveText(text)
}

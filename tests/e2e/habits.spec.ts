import type { Page } from '@playwright/test'
import { caretTo, command, expect, importFountain, joinStudio, lineWith, openScript, test } from './studio.ts'

const FILLER = Array.from({ length: 30 }, (_, i) => `Wave ${i + 1} comes in.`).join('\n\n')
const SCRIPT = `INT. LIGHTHOUSE - DUSK

${FILLER}

NELE (V.O.)
Nobody rows.

ARNE
I do.

NELE
You do not.

EXT. PIER - NIGHT

The end.
`

/** How far the caret stands from the middle of the window in which the page scrolls, in pixels. */
const offMiddle = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const caret = document.getSelection()?.getRangeAt(0).getBoundingClientRect()
    const desk = document.querySelector('.desk')?.getBoundingClientRect()
    if (!caret || !desk) throw new Error('There is no caret in a script.')
    return Math.abs((caret.top + caret.bottom) / 2 - (desk.top + desk.height / 2))
  })

test('elements by number keys, completions of every kind, capitals, spelling and typewriter scrolling', async ({
  browser,
  studio,
}) => {
  const { page, leave } = await joinStudio(browser, studio, 'Ana')
  const { id } = await importFountain(page, studio, 'Habits', SCRIPT)
  await openScript(page, studio, id)
  const editor = page.getByRole('textbox', { name: 'Screenplay' })
  const here = page.locator('.ProseMirror p').last()
  const choices = page.getByRole('listbox', { name: 'Completions' }).getByRole('option')
  await caretTo(page, lineWith(page, 'The end'), 'End')
  await page.keyboard.press('Enter')
  const elements = [
    'scene_heading',
    'action',
    'character',
    'parenthetical',
    'dialogue',
    'transition',
    'shot',
    'general',
  ]
  for (const [i, type] of elements.entries()) {
    await page.keyboard.press(`ControlOrMeta+${i + 1}`)
    await expect(here).toHaveAttribute('data-type', type)
  }

  await page.keyboard.press('ControlOrMeta+1')
  await page.keyboard.type('int. ')
  await expect(choices).toHaveText(['PIER', 'LIGHTHOUSE'])
  await page.keyboard.press('Tab')
  await page.keyboard.type(' - d')
  await expect(choices).toHaveText(['DUSK', 'DAY', 'DAWN'])
  await page.keyboard.press('Tab')
  await expect(here).toHaveText('INT. PIER - DUSK')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+3')
  await page.keyboard.type('nele (')
  await expect(choices.first()).toHaveText('NELE (V.O.)')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  // a sentence begins with a capital, until the writer says otherwise
  await page.keyboard.type('so.')
  await expect(here).toHaveText('So.')
  await command(page, 'Off: Capitals at the start of sentences')
  await page.keyboard.type(' no.')
  await expect(here).toHaveText('So. no.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('ControlOrMeta+6')
  await page.keyboard.type('sm')
  await expect(choices).toHaveText(['SMASH CUT TO:'])
  await page.keyboard.press('Escape')

  await expect(editor).toHaveAttribute('spellcheck', 'true')
  await command(page, 'Off: Check spelling')
  await expect(editor).toHaveAttribute('spellcheck', 'false')

  await command(page, 'On: Typewriter scrolling')
  await caretTo(page, lineWith(page, 'Wave 20 comes'), 'End')
  await page.keyboard.type(' And goes.')
  await expect.poll(() => offMiddle(page)).toBeLessThan(12)
  await page.keyboard.press('Enter')
  await page.keyboard.type('Again.')
  await expect.poll(() => offMiddle(page)).toBeLessThan(12)
  await leave()
})

test('the script is read aloud by a voice for each character, from the caret on', async ({ browser, studio }) => {
  const { page, leave } = await joinStudio(browser, studio, 'Ana')
  // headless browsers have no voices: three that say what they are told, at once
  await page.addInitScript(() => {
    const said: string[] = []
    const voices = ['Reader', 'First', 'Second'].map(name => ({ name, voiceURI: name, lang: 'en-GB' }))
    class Utterance {
      voice: { name: string } | null = null
      onend: (() => void) | null = null
      readonly text: string
      constructor(text: string) {
        this.text = text
      }
    }
    const speech = Object.assign(new EventTarget(), {
      getVoices: () => voices,
      cancel: () => {},
      speak: (utterance: Utterance) => {
        said.push(`${utterance.voice?.name}: ${utterance.text}`)
        setTimeout(() => utterance.onend?.())
      },
    })
    Object.defineProperty(window, 'speechSynthesis', { value: speech })
    Object.assign(window, { SpeechSynthesisUtterance: Utterance, said })
  })
  const { id } = await importFountain(page, studio, 'Aloud', SCRIPT)
  await openScript(page, studio, id)
  await caretTo(page, lineWith(page, 'Wave 30 comes'), 'End')
  await command(page, 'Read aloud')
  await page.getByRole('button', { name: 'Read from the caret' }).press('Enter')
  const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said)
  await expect
    .poll(said)
    .toEqual([
      'Reader: Wave 30 comes in.',
      'First: Nobody rows.',
      'Second: I do.',
      'First: You do not.',
      'Reader: exterior. pier, night',
      'Reader: The end.',
    ])
  await expect(page.getByRole('button', { name: 'Read from the caret' })).toBeVisible()
  await leave()
})

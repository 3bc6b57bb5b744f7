import type { CDPSession, Page } from '@playwright/test'
import type { Stage } from '../browser/writingPage.ts'
import { COMMANDS, EDITS } from '../fuzz/binding/edits.ts'
import type { Random } from '../fuzz/binding/random.ts'

declare global {
  interface Window {
    stage: Stage
  }
}

/** Something that a person does at the keyboard or with the mouse, or that a colleague does elsewhere. */
export type Step =
  | { kind: 'text' | 'keys' | 'compose' | 'commit'; value: string }
  | { kind: 'click' | 'drag'; line: number; along: number }
  | { kind: 'colleague'; edit: string; seed: number }
  | { kind: 'gaps'; seed: number }
  | { kind: 'paste'; html: string; text: string }
  | { kind: 'receive' | 'send' }

const WORDS = ['a', 'b', 'Mara ', '😀', 'é', 'e\u0301', '👩‍👧', 'int. ', '(', ' ']
const KEYS = [
  'Enter',
  'Enter',
  'Tab',
  'Shift+Tab',
  'Backspace',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowLeft',
  'Home',
  'End',
]
const CHORDS = ['Control+z', 'Control+z', 'Control+Shift+z', 'Control+b', 'Control+x', 'Shift+Enter', 'Control+Alt+3']
const SELECTING = ['Shift+ArrowDown', 'Shift+ArrowLeft', 'Shift+Home', 'Shift+End', 'Control+Shift+ArrowRight']
const COMPOSED = ['に', 'にh', 'にほ', '日本', '´', '안', 'ㅎ', '😁']
const PASTED: readonly { html: string; text: string }[] = [
  { html: '', text: 'one word' },
  { html: '', text: 'INT. BARN - DAY\n\nHay.\n\nMARA\nNo.' },
  { html: '<p>First</p><p><b>Second</b></p>', text: 'First\nSecond' },
  { html: '<p data-type="dialogue" data-id="l01" data-scene="s3">Own</p>', text: 'Own' },
]

export function anyStep(random: Random): Step {
  const place = () => ({ line: random.next(), along: random.next() })
  const kind = random.below(20)
  if (kind < 4) return { kind: 'text', value: random.pick(WORDS) }
  if (kind < 7) return { kind: 'keys', value: random.pick(KEYS) }
  if (kind < 8) return { kind: 'keys', value: random.pick(CHORDS) }
  if (kind < 9) return { kind: 'keys', value: random.pick(SELECTING) }
  if (kind < 11) return { kind: 'compose', value: random.pick(COMPOSED) }
  if (kind < 12) return { kind: 'commit', value: random.pick(COMPOSED) }
  if (kind < 14) return { kind: 'click', ...place() }
  if (kind < 15) return { kind: 'paste', ...random.pick(PASTED) }
  if (kind < 16) return random.chance(0.4) ? { kind: 'drag', ...place() } : { kind: 'gaps', seed: random.below(1e9) }
  if (kind < 18)
    return {
      kind: 'colleague',
      edit: random.pick([...Object.keys(EDITS), ...Object.keys(COMMANDS)]),
      seed: random.below(1e9),
    }
  return { kind: random.chance(0.7) ? 'receive' : 'send' }
}

/** A person at a real keyboard: trusted key, mouse and composition events. */
export class Typist {
  readonly #page: Page
  readonly #cdp: CDPSession
  #composing = false

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page
    this.#cdp = cdp
  }

  static async at(page: Page): Promise<Typist> {
    return new Typist(page, await page.context().newCDPSession(page))
  }

  async compose(text: string): Promise<void> {
    this.#composing = true
    await this.#cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
  }

  async commit(text: string): Promise<void> {
    if (!this.#composing) return
    this.#composing = false
    await this.#cdp.send('Input.insertText', { text })
  }

  async does(step: Step): Promise<void> {
    const page = this.#page
    switch (step.kind) {
      case 'compose':
        return this.compose(step.value)
      case 'commit':
        return this.commit(step.value)
      case 'colleague':
        return page.evaluate(({ edit, seed }) => window.stage.colleagueEdits(edit, seed), step)
      case 'gaps':
        return page.evaluate(seed => window.stage.gaps(seed), step.seed)
      case 'receive':
        return page.evaluate(() => window.stage.receive())
      case 'send':
        return page.evaluate(() => window.stage.send())
    }
    await this.commit('本')
    switch (step.kind) {
      case 'text':
        for (const sign of new Intl.Segmenter().segment(step.value)) await this.#page.keyboard.type(sign.segment)
        return
      case 'keys':
        return page.keyboard.press(step.value)
      case 'paste':
        return page.evaluate(({ html, text }) => window.stage.paste(html, text), step)
      case 'click': {
        const { x, y } = await page.evaluate(({ line, along }) => window.stage.placeOf(line, along), step)
        return page.mouse.click(x, y)
      }
      case 'drag':
        return this.#drag(step)
    }
  }

  /** Selects the word under a place and drags it somewhere else. */
  async #drag({ line, along }: { line: number; along: number }): Promise<void> {
    const { mouse } = this.#page
    const [from, to] = await this.#page.evaluate(
      ([l, a]) => [window.stage.placeOf(l, a * 0.5), window.stage.placeOf(1 - l, 1 - a)] as const,
      [line, along] as const,
    )
    await mouse.dblclick(from.x + 2, from.y)
    await mouse.move(from.x + 2, from.y)
    await mouse.down()
    await mouse.move(to.x, to.y, { steps: 2 })
    await mouse.up()
  }
}

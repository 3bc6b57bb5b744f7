import { caretTo, expect, lineWith, test, twoInScript, type Visitor, wordsOf } from './studio.ts'

const SCRIPT = 'INT. KITCHEN - NIGHT\n\nMara stands at the sink.\n\nJon walks away.\n'
/** Milliseconds within which a change of rights is felt. */
const FELT = 5000

/** Ana gives Ben another role, over HTTP: her page stays in the script. */
async function makeBen(role: 'viewer' | 'editor', ana: Visitor, ben: Visitor, projectUrl: string): Promise<void> {
  const who = await (await ben.page.request.get(new URL('/api/session', projectUrl).href)).json()
  const answer = await ana.page.request.post(`${projectUrl}/members`, { data: { userId: who.user.id, role } })
  expect(answer.ok(), await answer.text()).toBe(true)
}

test.describe('an editor who is made a viewer while typing', () => {
  test.setTimeout(150_000)

  test('is told why within seconds, writes no more, and finds the words that were not taken', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Demoted', SCRIPT)
    const projectUrl = `${studio.url}/api/projects/${project.id}`
    const line = lineWith(ben.page, 'at the sink')
    await line.click()
    await ben.page.keyboard.press('End')
    await ben.page.keyboard.type(' Before.')
    await expect(lineWith(ana.page, 'Before.')).toBeVisible()

    const editor = ben.page.locator('.ProseMirror')
    const typing = (async () => {
      for (let i = 0; (await editor.getAttribute('contenteditable')) === 'true'; i++)
        await ben.page.keyboard.type(` w${i}`)
    })()
    const start = Date.now()
    await makeBen('viewer', ana, ben, projectUrl)
    await expect(editor).toHaveAttribute('contenteditable', 'false', { timeout: FELT })
    await expect(ben.page.getByText(/Your role here is Viewer now: you can read/)).toBeVisible({ timeout: FELT })
    await expect(ben.page.locator('[data-save-state="read-only"]')).toBeAttached()
    expect(Date.now() - start).toBeLessThan(FELT)
    await typing

    // every word is either with everybody, or only here and named as not taken
    await line.click()
    await ben.page.keyboard.type('NOT-ALLOWED')
    const [his, hers] = [line, lineWith(ana.page, 'at the sink')]
    const exported = async () => (await ana.page.request.get(`${projectUrl}/export?format=fountain`)).text()
    const saved = await wordsOf(hers)
    // the last that was taken may be the space before a word; the file has none at the ends of lines
    expect(await exported()).toContain(saved.trimEnd())
    await expect(his).not.toContainText('NOT-ALLOWED')
    const left = await wordsOf(his)
    expect(left.startsWith(saved), `${left} / ${saved}`).toBe(true)
    await expect(
      ben.page
        .getByText(left === saved ? /What you wrote before is saved/ : /Your last changes were not taken/)
        .first(),
    ).toBeVisible()
    const refused = await ben.page.request.post(`${projectUrl}/agents/rewrite`, { data: { instruction: 'Tighten it' } })
    expect(refused.status()).toBe(403)

    await makeBen('editor', ana, ben, projectUrl)
    await expect(editor).toHaveAttribute('contenteditable', 'true', { timeout: FELT })
    await expect(ben.page.getByText(/Your role here is/)).toHaveCount(0)
    await expect(ben.page.locator('[data-save-state="saved"]')).toBeAttached()
    await expect.poll(async () => (await wordsOf(hers)) === (await wordsOf(his))).toBe(true)
    expect(await wordsOf(hers)).toBe(left)
    await leave()
  })

  test('without a network: finds what was written meanwhile named as not taken; it is taken when the role is back', async ({
    browser,
    studio,
  }) => {
    const { ana, ben, project, leave } = await twoInScript(browser, studio, 'Demoted away', SCRIPT)
    const projectUrl = `${studio.url}/api/projects/${project.id}`
    await expect(ben.page.locator('[data-save-state="saved"]')).toBeAttached()
    await ben.context.setOffline(true)
    await expect(ben.page.locator('[data-save-state="offline"]')).toBeAttached({ timeout: 40_000 })
    await caretTo(ben.page, lineWith(ben.page, 'walks away'), 'End')
    await ben.page.keyboard.type(' Slowly.')

    await makeBen('viewer', ana, ben, projectUrl)
    await ben.context.setOffline(false)
    await expect(ben.page.getByText(/Your role here is Viewer now.*Your last changes were not taken/)).toBeVisible({
      timeout: 40_000,
    })
    await expect(ben.page.locator('.ProseMirror')).toHaveAttribute('contenteditable', 'false')
    const exported = await (await ana.page.request.get(`${projectUrl}/export?format=fountain`)).text()
    expect(exported).toContain('Jon walks away.')
    expect(exported).not.toContain('Slowly.')
    expect(await wordsOf(lineWith(ana.page, 'walks away'))).toBe('Jon walks away.')

    await makeBen('editor', ana, ben, projectUrl)
    await expect.poll(() => wordsOf(lineWith(ana.page, 'walks away'))).toBe('Jon walks away. Slowly.')
    await expect(ben.page.locator('[data-save-state="saved"]')).toBeAttached()
    await leave()
  })
})

import { describe, expect, it } from 'vitest'
import { OwnThread } from './ownThread.ts'

/** Answers with which thread it is and what it was asked; does what it is told to on the way. */
const SCRIPT = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads'
    parentPort.on('message', async asked => {
      if (asked === 'fail') throw new Error('It failed.')
      if (asked === 'hang') for (;;);
      if (asked === 'grow') for (const kept = []; ; ) kept.push(new Array(1e6).fill(kept.length))
      parentPort.postMessage({ asked, threadId })
      if (asked === 'fail later') setTimeout(() => { throw new Error('It failed later.') })
    })`)}`,
)
const threads = (again = true) =>
  new OwnThread<string, { asked: string; threadId: number }>(SCRIPT, {
    atOnce: 2,
    patience: 60_000,
    memory: 32,
    again: () => again,
    tooMuch: () => new Error('Too much.'),
  })

describe('a thread of one’s own', () => {
  it('does one piece after the other, as long as it may', async () => {
    const own = threads()
    const first = await own.run('one')
    expect(await own.run('two')).toEqual({ asked: 'two', threadId: first.threadId })
    const none = threads(false)
    expect((await none.run('one')).threadId).not.toBe((await none.run('two')).threadId)
  })

  it('gives everybody the answer to what they asked, however many ask', async () => {
    const own = threads()
    const asked = Array.from({ length: 9 }, (_, i) => `${i}`)
    expect((await Promise.all(asked.map(one => own.run(one)))).map(answer => answer.asked)).toEqual(asked)
  })

  it('that fails, takes too long or too much memory fails what it was asked and nothing else', async () => {
    const own = threads()
    await own.run('one')
    await expect(own.run('fail')).rejects.toThrow('It failed.')
    await expect(own.run('hang', 50)).rejects.toThrow('Too much.')
    await expect(own.run('grow')).rejects.toThrow('Too much.')
    expect((await own.run('two')).asked).toBe('two')
  })

  it('that fails with nothing to do fails nobody', async () => {
    const own = threads()
    const { threadId } = await own.run('fail later')
    // the next may still come in time to be told, later ones get another thread
    await expect
      .poll(
        () =>
          own.run('next').then(
            answer => answer.threadId,
            () => threadId,
          ),
        { timeout: 20_000 },
      )
      .not.toBe(threadId)
  })
})

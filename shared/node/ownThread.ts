import { Worker } from 'node:worker_threads'

interface Limits<Data> {
  /** Threads at once; what is asked beyond waits for its turn. */
  atOnce: number
  /** Milliseconds that one piece may take. */
  patience: number
  /** MB of memory of one thread. */
  memory: number
  /** May a thread that did this do another piece? It has loaded its modules, which takes longer than most pieces. */
  again: (data: Data) => boolean
  /** What to throw when a piece needs more time or memory. */
  tooMuch: () => Error
}

/** Milliseconds that a thread waits for more to do. */
const WARM = 60_000

/** Work that would hold up what others type, done in threads of its own: one piece at a time in each, and few at once. */
export class OwnThread<Data, Answer> {
  readonly #script: URL
  readonly #limits: Limits<Data>
  readonly #waiting: (() => void)[] = []
  #running = 0
  /** One that has nothing to do for now. */
  #warm: { thread: Worker; until: NodeJS.Timeout } | null = null

  /** `script` answers each message of its parent port by one. */
  constructor(script: URL, limits: Limits<Data>) {
    this.#script = script
    this.#limits = limits
  }

  /** Throws what the thread throws, and `tooMuch` when it takes too long or too much memory. */
  async run(data: Data, patience = this.#limits.patience): Promise<Answer> {
    if (this.#running >= this.#limits.atOnce) await new Promise<void>(resolve => this.#waiting.push(resolve))
    else this.#running++
    try {
      return await this.#ask(this.#take(), data, patience)
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  #take(): Worker {
    const warm = this.#warm
    if (warm === null)
      return new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory } })
    this.#warm = null
    clearTimeout(warm.until)
    warm.thread.removeAllListeners('exit').ref()
    return warm.thread
  }

  async #ask(thread: Worker, data: Data, patience: number): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const impatience = setTimeout(() => reject(this.#limits.tooMuch()), patience)
    thread.once('message', resolve)
    const fail = (error: unknown) => reject(isOutOfMemory(error) ? this.#limits.tooMuch() : error)
    thread.once('error', fail)
    let whole = false
    try {
      thread.postMessage(data)
      const answer = await promise
      whole = true
      return answer
    } finally {
      clearTimeout(impatience)
      if (whole && this.#limits.again(data)) this.#keep(thread)
      else void thread.terminate()
    }
  }

  /** Lets a thread wait for more, without holding up the end of the process. */
  #keep(thread: Worker): void {
    thread.removeAllListeners('error')
    if (this.#warm !== null) {
      void thread.terminate()
      return
    }
    thread.unref()
    const forget = () => {
      if (this.#warm?.thread === thread) this.#warm = null
    }
    const until = setTimeout(() => {
      forget()
      void thread.terminate()
    }, WARM).unref()
    // one that fails with nothing to do has failed nobody
    thread.on('error', forget).once('exit', forget)
    this.#warm = { thread, until }
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

import { Worker } from 'node:worker_threads'

interface Limits {
  /** Threads at once; what is asked beyond waits for its turn. */
  atOnce: number
  /** Milliseconds that one may take. */
  patience: number
  /** MB of memory of one. */
  memory: number
  /** What to throw when one needs more of either. */
  tooMuch: () => Error
}

/** Work that would hold up what others type, done in threads of its own: one thread for each piece, and few at once. */
export class OwnThread<Data, Answer> {
  readonly #script: URL
  readonly #limits: Limits
  readonly #waiting: (() => void)[] = []
  #running = 0

  /** `script` reads `workerData` and posts one message: the answer. */
  constructor(script: URL, limits: Limits) {
    this.#script = script
    this.#limits = limits
  }

  /** Throws what the thread throws, and `tooMuch` when it takes too long or too much memory. */
  async run(data: Data, patience = this.#limits.patience): Promise<Answer> {
    if (this.#running >= this.#limits.atOnce) await new Promise<void>(resolve => this.#waiting.push(resolve))
    else this.#running++
    try {
      return await this.#start(data, patience)
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }

  #start(data: Data, patience: number): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const thread = new Worker(this.#script, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory },
    })
    const impatience = setTimeout(() => reject(this.#limits.tooMuch()), patience)
    thread.once('message', resolve)
    thread.once('error', error => reject(isOutOfMemory(error) ? this.#limits.tooMuch() : error))
    return promise.finally(() => {
      clearTimeout(impatience)
      void thread.terminate()
    })
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

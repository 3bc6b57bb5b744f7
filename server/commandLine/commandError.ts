/** How a command ends, for scripts that call it. */
export const EXIT = {
  done: 0,
  /** The file is no screenplay of its format, or damaged. */
  refused: 1,
  /** The command was typed wrongly: an unknown option or format. */
  usage: 2,
  /** A file is not there, or cannot be read or written. */
  file: 3,
  /** A fault of this program. */
  fault: 4,
} as const

/** Ends a command; `message` is the sentence that a person reads. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly exit: (typeof EXIT)[keyof typeof EXIT]

  constructor(exit: (typeof EXIT)[keyof typeof EXIT], message: string, options?: ErrorOptions) {
    super(message, options)
    this.exit = exit
  }
}

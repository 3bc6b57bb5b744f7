/** What the address of the treatment says is shown. */
export interface Shown {
  /** The variant in the editor; 'none': the gallery, also when one was chosen. */
  variant?: string
  /** The variant that is read beside it. */
  beside?: string
}

export function readShown({ variant, beside }: Record<string, unknown>): Shown {
  return {
    ...(typeof variant === 'string' ? { variant } : {}),
    ...(typeof beside === 'string' ? { beside } : {}),
  }
}

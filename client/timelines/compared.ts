/** What the address of the comparison says is compared: ids of commits, or of timelines as they are now. */
export interface Compared {
  from?: string
  to?: string
}

export function readCompared({ from, to }: Record<string, unknown>): Compared {
  return { ...(typeof from === 'string' ? { from } : {}), ...(typeof to === 'string' ? { to } : {}) }
}

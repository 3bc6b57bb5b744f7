/** What is counted of the documents. None of it is called for one update: those are counted by the commit that holds them. */
export interface SyncMeters {
  /** A batch of updates became durable. */
  committed(updates: number, bytes: number): void
  /** A batch could not be stored, and is tried again. */
  notCommitted(): void
  /** So many acknowledgements left together, so long after their updates were applied. */
  acknowledged(milliseconds: number, times: number): void
  /** Somebody was turned away from a document, or a socket closed by us, for a reason of `CLOSE`. */
  refused(reason: string): void
}

/** Nobody looks. */
export const NO_METERS: SyncMeters = {
  committed() {},
  notCommitted() {},
  acknowledged() {},
  refused() {},
}

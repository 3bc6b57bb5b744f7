/** Once for however many calls: after the binding has brought editor and document together, and before the next frame. */
export function soonOnce(run: () => void): () => void {
  let isScheduled = false
  return () => {
    if (isScheduled) return
    isScheduled = true
    queueMicrotask(() => {
      isScheduled = false
      run()
    })
  }
}

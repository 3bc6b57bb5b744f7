/** Lets the built pages open without a network, in browsers that can (https, or this machine). */
export function keepPages(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  navigator.serviceWorker.register('/service-worker.js').catch(error => {
    // private windows may forbid it; everything but opening the page without a network works
    console.warn('These pages will not open without a network.', error)
  })
}

// Runs before the first paint, so that nobody sees the wrong theme flash by. client/ui/theme.ts keeps it up to date.
;(() => {
  let saved = null
  try {
    saved = localStorage.getItem('aiuteur.theme')
  } catch {
    // storage may be forbidden; the system's theme will do
  }
  const light = saved === 'light' || (saved === 'system' && matchMedia('(prefers-color-scheme: light)').matches)
  document.documentElement.dataset.theme = light ? 'light' : 'dark'
})()

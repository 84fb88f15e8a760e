// Runs before the first paint, so that a dark desk never flashes light. A file, because the page allows no inline script.
;(() => {
  let choice = 'auto'
  try {
    choice = window.localStorage.getItem('chartroom-color-scheme') || 'auto'
  } catch {
    // Storage may be switched off; then the system's choice holds.
  }
  const dark =
    choice === 'dark' || (choice !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()

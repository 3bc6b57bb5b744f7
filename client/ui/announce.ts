/**
 * Says `text` to screen readers without moving the focus (polite: after what is being read). The region is made here,
 * because a live region must be in the page before its text changes.
 */
export function announce(text: string): void {
  const id = 'announcements'
  let region = document.getElementById(id)
  if (!region) {
    region = document.createElement('div')
    region.id = id
    region.className = 'sr-only'
    region.setAttribute('role', 'status')
    region.setAttribute('aria-live', 'polite')
    document.body.append(region)
  }
  // the same sentence twice must change the region to be read twice
  region.textContent = region.textContent === text ? `${text}\u00a0` : text
}

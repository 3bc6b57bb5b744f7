const OVER_THE_PAGE = '[role="dialog"], [role="menu"], [role="listbox"], [role="alertdialog"]'

/**
 * May the page that has just opened put the caret into its text? Not from somebody who is typing elsewhere, and not while
 * something is open over the page: it would close.
 */
export function mayTakeFocus(document: Pick<Document, 'activeElement' | 'querySelector'>): boolean {
  const at = document.activeElement
  if (at?.matches('input, textarea, select, [contenteditable="true"]')) return false
  return document.querySelector(OVER_THE_PAGE) === null
}

import { expect, test } from 'vitest'
import { mayTakeFocus } from './focus.ts'

/** A page in which something that `matches` a field or not has the focus, with or without something open over it. */
const page = (isField: boolean, isCovered: boolean) => ({
  activeElement: { matches: () => isField } as unknown as Element,
  querySelector: () => (isCovered ? ({} as Element) : null),
})

test('a page that opens after a press on its link takes the caret', () => {
  expect(mayTakeFocus(page(false, false))).toBe(true)
  expect(mayTakeFocus({ ...page(false, false), activeElement: null })).toBe(true)
})

test('it does not take it from an open popover, or from somebody who types elsewhere', () => {
  expect(mayTakeFocus(page(false, true))).toBe(false)
  expect(mayTakeFocus(page(true, false))).toBe(false)
})

import { expect, test } from 'vitest'
import { withoutAddresses } from './withoutAddresses.ts'

test.each([
  ['See https://evil.example/p.png?d=secret now', 'See (address left out) now'],
  ['![pixel](https://evil.example/p.png)', 'pixel'],
  ['[click](javascript:alert(1))', 'click)'],
  ['www.evil.example, and JavaScript:alert(1)', '(address left out) and (address left out)'],
  ['data:text/html;base64,AAAA', '(address left out)'],
  ['She says: “Go.” It is 9:30, scene 2: dawn.', 'She says: “Go.” It is 9:30, scene 2: dawn.'],
])('%s', (text, clean) => {
  expect(withoutAddresses(text)).toBe(clean)
})

import { expect, test } from 'vitest'
import { storageWords } from './words.ts'

const nothing = { documents: 0, pictures: 0, files: 0, agents: 0 }

test('what a project stores is told in all, and by what it is', () => {
  expect(storageWords({ ...nothing, documents: 2_100_000, pictures: 1_100_000 })).toBe(
    'This project stores 3.2 MB: 2.1 MB of documents and versions, 1.1 MB of pictures.',
  )
  expect(storageWords({ ...nothing, documents: 42_000 })).toBe('This project stores 42 kB.')
})

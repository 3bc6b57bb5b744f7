import { describe, expect, it } from 'vitest'
import { cleanName, clipped, storable, storableJson } from './storable.ts'

describe('text that leaves a document', () => {
  it('has no NUL and no half characters, and is otherwise the same', () => {
    expect(storable('a\0b')).toBe('ab')
    expect(storable('\ud83d x 😀')).toBe('\ufffd x 😀')
    expect(storable('Ünïcödé \\u0000 "quoted" \n')).toBe('Ünïcödé \\u0000 "quoted" \n')
  })

  it('is made storable inside of JSON too, keys included, and backslashes stay backslashes', () => {
    const value = { 'k\0': ['\udc00', '\\u0000', 'C:\\ud800\\', { deep: 'a\0\0b' }], n: 1, no: undefined }
    expect(storableJson(value)).toEqual({ k: ['\ufffd', '\\u0000', 'C:\\ud800\\', { deep: 'ab' }], n: 1 })
  })

  it('is cut before a character that would be halved', () => {
    expect(clipped('ab😀', 3)).toBe('ab')
    expect(clipped('ab😀', 4)).toBe('ab😀')
  })
})

describe('a name', () => {
  it('keeps every script and emoji, and loses what cannot be printed or turns the line around', () => {
    for (const name of ['Zoë', '山田 太郎', 'مريم', '👩‍👩‍👧 Film', "O'Brien; DROP TABLE"])
      expect(cleanName(name)).toBe(name)
    expect(cleanName('  a\0b\nc ')).toBe('a b c')
    expect(cleanName('owner\u202e)gnp.exe')).toBe('owner )gnp.exe')
  })

  it('that nobody could see is none', () => {
    for (const name of ['', '  ', '\u200b', '\u202e\u200b', '\0', '\ud800']) expect(cleanName(name)).toBe('')
  })
})

import { describe, expect, it } from 'vitest'
import { explainFailure } from './failures.ts'

const systemError = (fields: Record<string, unknown>) => Object.assign(new Error('raw words'), fields)

describe('a failed start is explained', () => {
  it('by what to do, for the failures of machines', () => {
    for (const [fields, sentence] of [
      [{ code: 'EADDRINUSE', address: '127.0.0.1', port: 4000 }, /Port 4000 on 127\.0\.0\.1 is taken/],
      [{ code: 'EADDRNOTAVAIL', address: '10.9.9.9' }, /no address 10\.9\.9\.9\. Set HOST/],
      [{ code: 'EACCES', port: 80 }, /below 1024/],
      [{ code: 'EACCES' }, /raw words\. Check its owner/],
      [{ code: 'ECONNREFUSED', address: '127.0.0.1', port: 5432 }, /No database answers at 127\.0\.0\.1:5432/],
      [{ code: '28P01' }, /refused the password/],
      [{ code: 'ENOSPC' }, /disk is full/],
    ] as const)
      expect(explainFailure(systemError(fields))).toMatch(sentence)
  })

  it('by its own words, for failures that already have some', () => {
    expect(explainFailure(new Error('The settings have 1 mistake(s).'))).toBe('The settings have 1 mistake(s).')
    expect(explainFailure('plain text')).toBe('plain text')
  })

  it('by the first of several attempts to connect', () => {
    const attempts = [systemError({ code: 'ECONNREFUSED', address: '::1', port: 5432 }), new Error('second')]
    expect(explainFailure(new AggregateError(attempts))).toMatch(/No database answers at ::1:5432/)
  })
})

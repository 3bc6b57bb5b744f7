import { describe, expect, test } from 'vitest'
import { Budget } from './limits.ts'

describe('a budget of requests', () => {
  test('lets a minute’s worth through at once, then says how long to wait, for each key of its own', () => {
    const budget = new Budget(6)
    for (let i = 0; i < 6; i++) expect(budget.take('ada', 0)).toBe(0)
    expect(budget.take('ada', 0)).toBe(10)
    expect(budget.take('ben', 0)).toBe(0)
  })

  test('fills again with time, and never above what it holds', () => {
    const budget = new Budget(6)
    for (let i = 0; i < 6; i++) budget.take('ada', 0)
    expect(budget.take('ada', 10_000)).toBe(0)
    expect(budget.take('ada', 10_000)).toBe(10)
    for (let i = 0; i < 6; i++) expect(budget.take('ada', 3_600_000)).toBe(0)
    expect(budget.take('ada', 3_600_000)).toBeGreaterThan(0)
  })

  test('asking while there is nothing left does not make the wait longer', () => {
    const budget = new Budget(1)
    budget.take('ada', 0)
    for (let at = 0; at < 59_000; at += 1000) expect(budget.take('ada', at)).toBeGreaterThan(0)
    expect(budget.take('ada', 60_000)).toBe(0)
  })
})

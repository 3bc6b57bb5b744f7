import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { colourIndexOf, colourOf } from '../../shared/core/documents/colour.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

type Tokens = Map<string, string>

function block(selector: string): Tokens {
  const start = css.indexOf(`${selector} {`)
  const body = css.slice(start, css.indexOf('\n}', start))
  return new Map([...body.matchAll(/(--[\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', value = '']) => [name, value]))
}

const themes: [string, Tokens][] = [
  ['dark', block("[data-theme='dark']")],
  ['light', block("[data-theme='light']")],
]

type Rgb = [number, number, number]

const channel = (hex: string, at: number): number => {
  const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
const linear = (hex: string): Rgb => [channel(hex, 1), channel(hex, 3), channel(hex, 5)]

/** WCAG 2.1, relative luminance and contrast ratio. */
const luminance = (hex: string): number => {
  const [r, g, b] = linear(hex)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** As color-mix(in srgb, a share, b) has it. */
function mixed(a: string, b: string, share: number): string {
  const parts = [1, 3, 5].map(at => {
    const [of, ground] = [a, b].map(hex => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number]
    return Math.round(of * share + ground * (1 - share))
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}

const value = (tokens: Tokens, name: string): string => {
  const found = tokens.get(name)
  if (!found) throw new Error(`tokens.css has no ${name}`)
  return found
}

/** --person-0 to --person-9. */
const PALETTE = Array.from({ length: 10 }, (_, i) => i)

const GROUNDS = ['--bg', '--surface', '--surface-raised', '--surface-sunken', '--field', '--hover', '--selected']
const WORDS = ['--text', '--text-muted', '--accent', '--danger', '--warn', '--ok', '--agent']

/** What stands on what: 4.5 for words, 3 for the edges of controls and for carets (WCAG 1.4.3 and 1.4.11). */
const PAIRS: [string, string, number][] = [
  ...GROUNDS.flatMap(ground => WORDS.map((word): [string, string, number] => [word, ground, 4.5])),
  ['--accent-text', '--accent', 4.5],
  ['--accent-text', '--accent-hover', 4.5],
  ['--danger-text', '--danger', 4.5],
  ['--agent-text', '--agent', 4.5],
  ['--text', '--danger-tint', 4.5],
  ['--danger', '--danger-tint', 4.5],
  ['--text', '--warn-tint', 4.5],
  ['--text', '--ok-tint', 4.5],
  ['--text', '--agent-tint', 4.5],
  ['--text', '--accent-tint', 4.5],
  ['--text-muted', '--accent-tint', 4.5],
  ['--paper-text', '--paper', 7],
  ['--paper-muted', '--paper', 4.5],
  ['--border-strong', '--bg', 3],
  ['--border-strong', '--surface', 3],
  ['--border-strong', '--field', 3],
  ['--focus', '--bg', 3],
  ['--focus', '--surface', 3],
  ['--focus', '--selected', 3],
  ...PALETTE.flatMap((i): [string, string, number][] => [
    ['--person-text', `--person-${i}`, 4.5],
    [`--person-${i}`, '--paper', 3],
    [`--person-${i}`, '--surface', 3],
  ]),
]

describe.each(themes)('the %s theme', (_, tokens) => {
  test.each(PAIRS)('%s can be read on %s (%f:1)', (front, back, least) => {
    expect(contrast(value(tokens, front), value(tokens, back))).toBeGreaterThanOrEqual(least)
  })

  test('words in the colour of their author can be read, and the line below them be seen', () => {
    const tint = Number(/--hand-tint: (\d+)%/.exec(css)?.[1]) / 100
    for (const hand of [...PALETTE.map(i => `--person-${i}`), '--agent']) {
      const ground = mixed(value(tokens, hand), value(tokens, '--paper'), tint)
      for (const words of ['--paper-text', '--paper-muted'])
        expect(contrast(value(tokens, words), ground), `${words} of ${hand}`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(value(tokens, hand), ground), `the line of ${hand}`).toBeGreaterThanOrEqual(3)
    }
  })

  test('people can be told apart by those who see no red or no green', () => {
    const palette = PALETTE.map(i => value(tokens, `--person-${i}`))
    for (const [view, least] of VIEWS) {
      const seen = palette.map(hex => oklab(view(linear(hex))))
      for (const [i, a] of seen.entries())
        for (const [j, b] of seen.entries())
          if (i < j) expect(distance(a, b), `${palette[i]} and ${palette[j]}`).toBeGreaterThan(least)
    }
  })
})

test('both themes define the same colours', () => {
  const [dark, light] = themes.map(([, tokens]) => [...tokens.keys()].sort())
  expect(dark).toEqual(light)
})

test('the colours that the server gives people are those of the light theme', () => {
  const light = themes[1]?.[1] ?? new Map()
  const ids = Array.from({ length: 200 }, (_, i) => `person ${i}`)
  expect(new Set(ids.map(colourIndexOf)).size).toBe(PALETTE.length)
  for (const id of ids) expect(colourOf(id)).toBe(value(light, `--person-${colourIndexOf(id)}`))
})

type Matrix = readonly [Rgb, Rgb, Rgb]
const clip = (n: number): number => Math.min(1, Math.max(0, n))
const seenWith =
  (matrix: Matrix) =>
  (rgb: Rgb): Rgb =>
    matrix.map(row => clip(row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])) as Rgb

/** Machado, Oliveira and Fernandes 2009, severity 1; distances in OKLab (0.02 is just visible). */
const VIEWS: [(rgb: Rgb) => Rgb, number][] = [
  [rgb => rgb, 0.12],
  [
    seenWith([
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ]),
    0.06,
  ],
  [
    seenWith([
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ]),
    0.06,
  ],
]

function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}
const distance = (a: Rgb, b: Rgb): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

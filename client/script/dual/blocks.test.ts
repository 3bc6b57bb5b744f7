import { describe, expect, it } from 'vitest'
import { paginate } from '../../../shared/core/pages/paginate.ts'
import { line } from '../../../shared/core/pages/testScript.ts'
import { isLineType } from '../../../shared/core/script/line.ts'
import { screenplaySchema } from '../schema.ts'
import { dualBlocks } from './blocks.ts'

/** c: a cue, d: dialogue, p: a parenthetical, a: action, n: a note; ^: set beside the one before. */
const TYPES = { c: 'character', d: 'dialogue', p: 'parenthetical', a: 'action', n: 'note' } as const

function scriptOf(signs: string) {
  const lines = [...signs.matchAll(/([cdpan])(\^?)/g)].map(([, sign, dual]) => ({
    type: TYPES[sign as keyof typeof TYPES],
    dual: dual === '^',
  }))
  const doc = screenplaySchema.node(
    'doc',
    null,
    lines.map(({ type, dual }, i) =>
      screenplaySchema.node('line', { id: `l${i}`, type, dual: dual ? '1' : null }, screenplaySchema.text('Words')),
    ),
  )
  return { lines, doc }
}
const blocksOf = (signs: string) => dualBlocks(scriptOf(signs).doc).map(({ from, right, to }) => [from, right, to])

describe('dual dialogue on the screen', () => {
  it('is two speeches directly one after the other, the second of which is marked', () => {
    expect(blocksOf('acdc^pda')).toEqual([[1, 3, 6]])
    expect(blocksOf('cdcd')).toEqual([])
    expect(blocksOf('cdac^d')).toEqual([])
    expect(blocksOf('c^d')).toEqual([])
  })
  it('is two at a time: a third speech stands by itself, or beside a fourth', () => {
    expect(blocksOf('cdc^dc^d')).toEqual([[0, 2, 4]])
    expect(blocksOf('cdc^dcdc^d')).toEqual([
      [0, 2, 4],
      [4, 6, 8],
    ])
  })
  it('stays one below the other around what no paper shows', () => {
    expect(blocksOf('cdnc^d')).toEqual([])
    expect(blocksOf('cdc^dnd')).toEqual([[0, 2, 4]])
  })
  it.each(['acdc^pda', 'cdc^dc^d', 'cdc^dcdc^d', 'c^dc^d', 'cdac^d', 'ccc^'])('is what is printed of %s', signs => {
    const { lines, doc } = scriptOf(signs)
    const [page] = paginate(
      lines.map(({ type, dual }, i) => ({
        ...line(isLineType(type) ? type : 'action', 'Words', { dual }),
        id: `l${i}`,
      })),
    ).pages
    const printed = page?.rows.filter(row => row.column >= 46 && row.type !== 'transition').map(row => row.line)
    const shown = dualBlocks(doc).flatMap(({ right, to }) =>
      Array.from({ length: to - right }, (_, i) => `l${right + i}`),
    )
    expect(shown).toEqual(printed)
  })
})

import { describe, expect, it } from 'vitest'
import { inShort } from '../../../../tests/fixtures/fountainSyntax.ts'
import { parseFountain } from '../fountain/parse.ts'
import { readText } from './read.ts'
import { writeText } from './write.ts'

const FOUNTAIN = `Title: _**Salt**_
Credit: Written by
Author: Ada Bell
Contact:
    1 Quay Street

INT. BAKERY - DAWN #12A#

A BAKER (60) counts loaves by lamplight, slowly, as if the number of them could still change before morning comes.

BAKER
(softly)
Twelve. It was *always* twelve. [[Was it?]]

CUT TO:

===

EXT. QUAY - DAY

Rain.

ADA
Never.

BEN ^
Always.
`
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('plain text', () => {
  it('looks like the printed pages, a form feed between them', () => {
    expect(writeText(parseFountain(FOUNTAIN)).split('\f\n').slice(1)).toEqual([
      `        12A    INT. BAKERY - DAWN                                           12A

               A BAKER (60) counts loaves by lamplight, slowly, as if the
               number of them could still change before morning comes.

                                   BAKER
                             (softly)
                         Twelve. It was always twelve.

                                                                CUT TO:
`,
      `                                                                          2.


               EXT. QUAY - DAY

               Rain.

                       ADA                            BEN
               Never.                         Always.
`,
    ])
  })

  it('has the title page in the middle, the address lower left', () => {
    const [page = ''] = writeText(parseFountain(FOUNTAIN)).split('\f')
    const rows = page.split('\n')
    expect(rows[16]).toBe(`${' '.repeat(40)}Salt`)
    expect(rows.map(row => row.trim()).filter(row => row !== '')).toEqual([
      'Salt',
      'Written by',
      'Ada Bell',
      '1 Quay Street',
    ])
    expect(rows.find(row => row.includes('Quay'))).toBe(`${' '.repeat(15)}1 Quay Street`)
  })

  it('keeps columns where wide characters stand', () => {
    const text = writeText(parseFountain('INT. 夜の街 - 夜 #1#\n\n@黒澤\nカット。'))
    expect(text).toBe(
      `        1      INT. 夜の街 - 夜${' '.repeat(76 - 31)}1\n\n${' '.repeat(35)}黒澤\n${' '.repeat(25)}カット。\n`,
    )
  })

  it('is read by its layout again', () => {
    const { screenplay } = readText(bytes(writeText(parseFountain(FOUNTAIN))))
    expect(screenplay.lines.map(inShort)).toEqual([
      'scene_heading sceneNumber=12A: INT. BAKERY - DAWN',
      'action: A BAKER (60) counts loaves by lamplight, slowly, as if the number of them could still change before morning comes.',
      'character: BAKER',
      'parenthetical: (softly)',
      'dialogue: Twelve. It was always twelve.',
      'transition: CUT TO:',
      'scene_heading: EXT. QUAY - DAY',
      'action: Rain.',
      'character: ADA',
      'dialogue: Never.',
      'character dual: BEN',
      'dialogue: Always.',
    ])
  })

  it('is read as Fountain where it is none of that', () => {
    const { screenplay, notes } = readText(bytes('INT. A\n\n          Indented.\n\nHe [[never ends.\n'))
    expect(screenplay.lines.map(inShort)).toEqual([
      'scene_heading: INT. A',
      'action:           Indented.',
      'action: He [[never ends.',
    ])
    expect(notes.map(note => note.line)).toEqual([5])
  })
})

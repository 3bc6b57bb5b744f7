import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { Random } from '../../../tests/fuzz/binding/random.ts'
import { restoreTables } from '../history/restoreTables.ts'
import { assetText, readAssets } from './assets.ts'
import { readAssetSheet, type SheetKind } from './sheet.ts'
import { addAssets } from './write.ts'

const read = (kind: SheetKind, text: string) => {
  const { assets, problems } = readAssetSheet(kind, text, `cast.${kind}`)
  return { assets: assets.map(({ kind, name, description }) => [kind, name, description]), problems }
}

describe('an asset sheet as CSV', () => {
  it('has a kind, a name and a description in any order of columns, parted by what parts its first line', () => {
    const expected = [
      ['character', 'Mara', 'Soaked, “tired”;\nnever without the letter'],
      ['setting', 'Boathouse', 'Tin roof'],
      ['prop', 'Letter', ''],
    ]
    expect(
      read(
        'csv',
        '\ufeffName,Type,Description,Age\r\nMara,Character,"Soaked, “tired”;\nnever without the letter",30\r\n\r\nBoathouse,location,Tin roof,\r\nLetter,PROP,,',
      ),
    ).toEqual({ assets: expected, problems: [] })
    expect(read('csv', 'kind;name;description\nprop;"A ""good"" lamp";Brass, old').assets).toEqual([
      ['prop', 'A "good" lamp', 'Brass, old'],
    ])
    expect(read('csv', 'kind\tname\tdescription\nprop\tLamp\tBrass').assets).toEqual([['prop', 'Lamp', 'Brass']])
  })

  it('says what is wrong with single entries by their lines, and takes the others', () => {
    const sheet = [
      'kind,name,description',
      'character,Mara,"Two',
      'lines"',
      'hero,Jonas,Brave',
      ',Jonas,Brave',
      'prop,,Brass',
      'character, MARA ,Again',
      '"prop","=HYPERLINK(""http://evil"")",Click',
      `prop,${'x'.repeat(121)},Long`,
      `prop,Rope,${'y'.repeat(4_001)}`,
      'setting,Jetty,Wet, cold, dark',
      'setting,Pier,"=1+1"',
    ].join('\n')
    expect(read('csv', sheet)).toEqual({
      assets: [
        ['character', 'Mara', 'Two\nlines'],
        // kept as text: nothing here calculates it, and exports guard it
        ['setting', 'Pier', '=1+1'],
      ],
      problems: [
        { line: 4, problem: '“hero” is no kind of asset: it is a character, a setting or a prop.' },
        { line: 5, problem: 'It does not say its kind: character, setting or prop.' },
        { line: 6, problem: 'The prop has no name.' },
        { line: 7, problem: '“MARA” stands in line 2 already; the first one counts.' },
        { line: 8, problem: 'A name does not begin with “=”, which spreadsheets calculate.' },
        { line: 9, problem: 'Its name has more than 120 characters.' },
        { line: 10, problem: 'The description of “Rope” has more than 4,000 characters.' },
        {
          line: 11,
          problem: 'It has 5 cells where the first line has 3: put text with commas between quotation marks.',
        },
      ],
    })
  })

  it('comes back as it was from an export that guards formulas', () => {
    expect(read('csv', "kind,name,description\nprop,Lamp,'-- old --").assets).toEqual([['prop', 'Lamp', '-- old --']])
  })

  it('of thousands is taken up to the limit', () => {
    const rows = Array.from({ length: 700 }, (_, at) => `prop,Thing ${at},`)
    const { assets, problems } = read('csv', ['kind,name,description', ...rows].join('\n'))
    expect([assets.length, problems.length, problems[0]?.line]).toEqual([500, 200, 502])
  })

  it.each([
    ['no columns', 'Mara,is a woman', /no column called “kind” and no “name” and no “description”/],
    ['nothing', '', /no column called/],
    ['a head alone', 'kind,name,description\n', /no entry in it/],
  ])('with %s is none', (_, text, sentence) => {
    expect(() => read('csv', text)).toThrow(sentence)
  })
})

describe('an asset sheet as JSON', () => {
  it('is a list of entries, or lists by their kind', () => {
    expect(read('json', '[{"type":"character","name":"Mara","description":"Soaked"}]').assets).toEqual([
      ['character', 'Mara', 'Soaked'],
    ])
    expect(
      read('json', '{"title":"x","Characters":[{"name":"Mara"}],"locations":[{"name":"Jetty","notes":"Wet"}]}').assets,
    ).toEqual([
      ['character', 'Mara', ''],
      ['setting', 'Jetty', 'Wet'],
    ])
  })

  it('says what is wrong by line', () => {
    const text = `[
  {"kind": "character",
   "name": "Mara", "tags": [{"a": 1}, {"b": "]"}]},
  "Jonas",
  {"kind": "prop", "name": 7},
  {"kind": "prop", "name": "Rope", "description": "x"}, null
]`
    expect(read('json', text)).toEqual({
      assets: [
        ['character', 'Mara', ''],
        ['prop', 'Rope', 'x'],
      ],
      problems: [
        { line: 4, problem: 'It is no entry with a name and a description.' },
        { line: 5, problem: 'Its name is no text.' },
        { line: 6, problem: 'It is no entry with a name and a description.' },
      ],
    })
  })

  it.each([
    ['a mistake', '[\n{"kind": "prop",}\n]', /no JSON: there is a mistake/],
    ['a number', '7', /no entry in it/],
    ['no list', '{"name": "Mara"}', /no entry in it/],
    ['depth', '['.repeat(200_000), /no JSON/],
  ])('with %s is none', (_, text, sentence) => {
    expect(() => read('json', text)).toThrow(sentence)
  })

  it('never breaks on any bytes', () => {
    const seed = Number(process.env.SEED ?? 7)
    const next = new Random(seed)
    for (let run = 0; run < 400; run++) {
      const text = Array.from({ length: next.below(60) }, () =>
        '[]{}",:\\\n ;\tkindame=prop1é😀'.charAt(next.below(26)),
      ).join('')
      for (const kind of ['csv', 'json'] as const)
        try {
          read(kind, text)
        } catch (error) {
          expect(String(error), `SEED=${seed}`).toMatch(/^SheetError/)
        }
    }
  })
})

describe('the assets of a project', () => {
  const draft = (name: string, description = '') => ({ kind: 'prop', name, description, from: '' }) as const

  it('take what is new, in order, and leave alone what a person may have written in', () => {
    const doc = new Y.Doc()
    addAssets(doc, [draft('Lamp', 'Brass'), draft('Rope')], null)
    assetText(doc, readAssets(doc)[0]?.id ?? '', 'description')?.insert(5, ', dented')
    const told = addAssets(doc, [draft('lamp ', 'Steel'), draft('Knife')], null)
    expect([told.added.length, told.known.length]).toEqual([1, 1])
    expect(readAssets(doc).map(({ name, description }) => [name, description])).toEqual([
      ['Lamp', 'Brass, dented'],
      ['Rope', ''],
      ['Knife', ''],
    ])
  })

  it('have a limit', () => {
    const doc = new Y.Doc()
    const told = addAssets(
      doc,
      Array.from({ length: 502 }, (_, at) => draft(`Thing ${at}`)),
      null,
    )
    expect([told.added.length, told.over.length]).toEqual([500, 2])
  })

  it('go back to what they were', () => {
    const doc = new Y.Doc()
    addAssets(doc, [draft('Lamp', 'Brass'), draft('Rope')], null)
    const was = readAssets(doc)
    const target = new Y.Doc()
    Y.applyUpdate(target, Y.encodeStateAsUpdate(doc))
    assetText(doc, was[0]?.id ?? '', 'description')?.insert(0, 'Old ')
    addAssets(doc, [draft('Knife')], null)
    restoreTables('assets', doc, target)
    expect(readAssets(doc)).toEqual(was)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_FILE_BYTES, MAX_LINE_CHARACTERS, MAX_LINES } from '../fountain/errors.ts'
import { looksLikeFdx } from './decode.ts'
import { FdxError, MAX_ELEMENTS } from './errors.ts'
import { readFdx } from './read.ts'
import { writeFdx } from './write.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 150)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const script = (content: string): string =>
  `<?xml version="1.0"?>\n<FinalDraft><Content>${content}</Content></FinalDraft>`
function refusal(file: string | Uint8Array): { code: string; line: number | undefined; message: string } {
  try {
    readFdx(file)
  } catch (error) {
    if (error instanceof FdxError) return error
    throw error
  }
  return { code: 'none', line: undefined, message: '' }
}

/** Entities of entities: expanded, 10 to the power of 9. */
const BOMB = `<!DOCTYPE FinalDraft [<!ENTITY a0 "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]>
<FinalDraft><Content><Paragraph><Text>&a9;</Text></Paragraph></Content></FinalDraft>`

describe('a file that is no Final Draft screenplay is refused with a sentence', () => {
  it.each<[string, string | Uint8Array, string, number | undefined]>([
    ['empty', '', 'not-xml', 1],
    ['without words', script('<Paragraph Type="Action"><Text> </Text></Paragraph>'), 'empty', undefined],
    ['without a script', '<FinalDraft/>', 'no-script', undefined],
    ['of another program', '<?xml version="1.0"?>\n<score-partwise/>', 'not-final-draft', 2],
    ['cut off', script('\n\n<Paragraph><Text>A').slice(0, 75), 'not-xml', 4],
    ['wrongly nested', script('\n<Paragraph><Text>A</Paragraph></Text>'), 'not-xml', 3],
    ['a bomb of entities', BOMB, 'not-xml', 2],
    [
      'an outside entity',
      '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><FinalDraft>&x;</FinalDraft>',
      'not-xml',
      1,
    ],
    ['nested without end', '<a>'.repeat(100_000), 'too-deep', 1],
    ['too many elements', script('<a/>'.repeat(MAX_ELEMENTS + 1)), 'too-large', 2],
    [
      'too many paragraphs',
      script('<Paragraph><Text>A</Text></Paragraph>\n'.repeat(MAX_LINES + 1)),
      'too-many-lines',
      MAX_LINES + 2,
    ],
    [
      'one endless paragraph',
      script(`<Paragraph>\n<Text>${'a'.repeat(MAX_LINE_CHARACTERS + 1)}</Text></Paragraph>`),
      'line-too-long',
      2,
    ],
    ['too large', new Uint8Array(MAX_FILE_BYTES + 1), 'too-large', undefined],
    ['not in its encoding', new Uint8Array([...bytes('<FinalDraft>'), 0xe9]), 'not-text', undefined],
    ['in an encoding that is none', '<?xml version="1.0" encoding="x-nothing"?><FinalDraft/>', 'no-script', undefined],
    [
      'in bytes of an encoding that is none',
      bytes('<?xml version="1.0" encoding="x-nothing"?><FinalDraft/>'),
      'not-text',
      undefined,
    ],
  ])('%s', (_, file, code, line) => {
    const refused = refusal(file)
    expect([refused.code, refused.line]).toEqual([code, line])
    expect(refused.message).toContain('Nothing was imported.')
  })
})

describe('the worst input', () => {
  const many = 30_000
  it.each([
    ['words in pieces', `<Paragraph>${'<Text RevisionID="1">a</Text>'.repeat(many)}</Paragraph>`],
    [
      'revisions',
      Array.from({ length: many / 6 }, (_, i) => `<Paragraph><Text RevisionID="${i + 1}">a</Text></Paragraph>`).join(
        '',
      ),
    ],
    ['children that nobody knows', `<Paragraph><Text>a${'<b/>'.repeat(many)}</Text>${'<c/>'.repeat(many)}</Paragraph>`],
    [
      'pages',
      `<Paragraph><Text>a</Text></Paragraph></Content><LockedPages>${'<LockedPage PageNumber="1" Position="0"/>'.repeat(many)}</LockedPages><Content>`,
    ],
    [
      'sets of revisions',
      `<Paragraph><Text>a</Text></Paragraph></Content><Revisions>${Array.from({ length: many }, (_, i) => `<Revision ID="${i}"/>`).join('')}</Revisions><Content>`,
    ],
    ['omitted scenes', '<Paragraph Type="Scene Heading"><Text>O</Text><OmittedScene/></Paragraph>'.repeat(many / 6)],
  ])('%s: read and written in linear time', (_, content) => {
    const start = performance.now()
    writeFdx(readFdx(script(content)).screenplay)
    // some 0.2 s
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('encodings', () => {
  const film = script('<Paragraph><Text>Café</Text></Paragraph>')
  const text = (file: Uint8Array) => readFdx(file).screenplay.lines[0]?.runs[0]?.text
  it('are those that the file names', () => {
    const latin = film.replace('?>', ' encoding="ISO-8859-1"?>')
    expect(text(Uint8Array.from(latin, sign => sign.charCodeAt(0)))).toBe('Café')
    expect(text(bytes(`\ufeff${film}`))).toBe('Café')
    const utf16 = Uint8Array.from(
      [...`\ufeff${film}`].flatMap(sign => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]),
    )
    expect(text(utf16)).toBe('Café')
    expect(looksLikeFdx(utf16)).toBe(true)
  })
  it('may have characters that XML has not: they are left out', () => {
    expect(text(bytes(film.replace('Café', 'Ca&#x0B;f\u0001é&#0;')))).toBe('Café')
  })
})

describe('a file is known by what is in it', () => {
  it.each([
    ['<?xml version="1.0"?>\n<FinalDraft>', true],
    ['\ufeff  <FinalDraft DocumentType="Script">', true],
    ['<!DOCTYPE FinalDraft><FinalDraft/>', true],
    ['<?xml version="1.0"?><other/>', true],
    ['<!DOCTYPE html><html>', false],
    ['<?xml version="1.0"?><!DOCTYPE html PUBLIC ""><html>', false],
    ['INT. ROOM - DAY\n\nA FinalDraft file.', false],
    ['', false],
  ])('%j', (head, expected) => {
    expect(looksLikeFdx(bytes(head))).toBe(expected)
  })
})

describe('no input breaks the reader', () => {
  const words = [
    'FinalDraft',
    'Content',
    'Paragraph',
    'Text',
    'DualDialogue',
    'OmittedScene',
    'ScriptNotes',
    'ScriptNote',
  ]
  const more = [
    'SceneProperties',
    'Summary',
    'TitlePage',
    'Revisions',
    'Revision',
    'LockedPages',
    'LockedPage',
    'ElementSettings',
  ]
  const attributes = [
    ...[
      'Type="Scene Heading"',
      'Type="Character"',
      'Type="Action"',
      'Type="toString"',
      'Alignment="Center"',
      'Number="1"',
    ],
    ...['Range="0,9"', 'Range="9,2"', 'Position="3"', 'PageNumber="1"', 'ID="1"', 'RevisionID="1"', 'RevisionID="x"'],
    ...['Style="AllCaps+Strikeout"', 'Style="constructor"', 'StartsNewPage="Yes"', 'ActiveSet="1"', '__proto__="1"'],
  ]
  interface Node {
    name: string
    attributes: string[]
    inner: (Node | string)[]
  }
  const { tree } = fc.letrec<{ tree: Node }>(tie => ({
    tree: fc.record({
      name: fc.constantFrom(...words, ...more),
      attributes: fc.uniqueArray(fc.constantFrom(...attributes), { maxLength: 4, selector: one => one.split('=')[0] }),
      inner: fc.array(fc.oneof({ depthSize: 'small' }, fc.constantFrom('A', ' ', '\n', '&amp;', 'İß'), tie('tree')), {
        maxLength: 5,
      }),
    }),
  }))
  const xml = (node: Node | string): string =>
    typeof node === 'string'
      ? node
      : `<${[node.name, ...node.attributes].join(' ')}>${node.inner.map(xml).join('')}</${node.name}>`

  it('of well-formed elements in any order', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 6 }), nodes => {
        expect(refusal(`<FinalDraft>${nodes.map(xml).join('')}</FinalDraft>`).message).toMatch(
          /Nothing was imported|^$/,
        )
        expect(refusal(script(nodes.map(xml).join(''))).message).toMatch(/Nothing was imported|^$/)
      }),
      { numRuns: RUNS },
    )
  })
  it('of bytes', () => {
    const good = bytes(script('<Paragraph Type="Action"><Text Style="Bold">A &amp; B</Text></Paragraph>'))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(good.length),
        (flips, end) => {
          const file = good.slice(0, end)
          for (const [at, byte] of flips) if (at < file.length) file[at] = byte
          expect(refusal(file).message).toMatch(/Nothing was imported|^$/)
        },
      ),
      { numRuns: RUNS },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), file => {
        expect(refusal(file).message).toMatch(/Nothing was imported/)
      }),
      { numRuns: RUNS },
    )
  })
})

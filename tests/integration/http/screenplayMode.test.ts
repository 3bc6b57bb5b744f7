import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fileRow, sheetRead } from '../../../shared/core/api/files.ts'
import { sceneRow } from '../../../shared/core/api/schemas.ts'
import { readAssets } from '../../../shared/core/assets/assets.ts'
import { readFdx } from '../../../shared/core/formats/fdx/read.ts'
import { parseFountain } from '../../../shared/core/formats/fountain/parse.ts'
import type { Screenplay } from '../../../shared/core/formats/screenplay.ts'
import { parseHeading } from '../../../shared/core/script/heading.ts'
import { textOfRuns } from '../../../shared/core/script/line.ts'
import { readScreenplay } from '../../../shared/core/script/seed.ts'
import { speakerOf } from '../../../shared/core/script/smartType.ts'
import { loadDocument } from '../../../shared/node/documents.ts'
import {
  bodyOf,
  createProject,
  eventually,
  fountainForm,
  signUp,
  startTestServer,
  type TestPerson,
  type TestServer,
} from '../factories.ts'

/** A drama, as writers of plain text hand it over. */
const DRAMA = `Title: The Crossing
Author: Ada

INT. FERRY HOUSE - DAWN

TOMASZ (60), who never learnt to swim, ties the rope twice.

EWA
(not looking up)
You said nine.

TOMASZ (V.O.)
I said *about* nine.

CUT TO:

EXT. RIVER BUG - CONTINUOUS

The motor dies. Nobody says it.

MAREK
I am not going on.

INT./EXT. FERRY HOUSE - NIGHT #3A#

The rope is cut.

> FADE OUT.
`

const paragraph = (type: string, text: string, more = '') =>
  `<Paragraph Type="${type}"${more}><Text>${text}</Text></Paragraph>`
const dual = (...paragraphs: string[]) => `<Paragraph><DualDialogue>${paragraphs.join('')}</DualDialogue></Paragraph>`
/** A comedy, as Final Draft writes it: two who talk at once, headings of every make, names with accents and apostrophes. */
const COMEDY = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5"><Content>
${paragraph('Scene Heading', 'I/E. ZOË’S CAMPER VAN – MOVING – LATER')}
${paragraph('Action', 'The goat drives. ZOË (30) reads the map upside down.')}
${dual(
  paragraph('Character', 'ZOË'),
  paragraph('Dialogue', 'Left!'),
  paragraph('Character', "O'BRIEN (O.S.)"),
  paragraph('Parenthetical', '(at once)'),
  paragraph('Dialogue', 'Right!'),
)}
${paragraph('Scene Heading', 'ON THE TELLY: COOKING WITH BRIAN', ' Number="1A"')}
${paragraph('Character', 'BRIAN')}
${paragraph('Dialogue', 'First, the goat cheese.')}
${paragraph('Scene Heading', 'INT. KIOSK')}
${paragraph('Shot', 'CLOSE ON: THE GOAT')}
${paragraph('Character', "O'BRIEN (CONT'D)")}
${paragraph('Dialogue', 'She has opinions.')}
${paragraph('Transition', 'SMASH CUT TO:')}
${paragraph('Scene Heading', 'EXT. BEACH - MAGIC HOUR')}
${paragraph('Action', 'Everybody eats.')}
</Content></FinalDraft>`

interface Handed {
  file: [name: string, text: string]
  read: (text: string) => Screenplay
  sheet: [name: string, text: string]
  headings: [number: string, heading: string][]
  places: string[]
  people: string[][]
  /** Its lines by type, in order. */
  types: string
  /** The cues that are spoken at the same time as the one before. */
  dual: string[]
  assets: string[]
}

const HANDED: Record<string, Handed> = {
  'a drama in Fountain with a sheet in CSV': {
    file: ['crossing.fountain', DRAMA],
    read: parseFountain,
    sheet: [
      'cast.csv',
      'kind,name,description\ncharacter,Tomasz,"A ferryman, sixty"\ncharacter,Ewa,His daughter\ncharacter,Marek,The groom\nsetting,Ferry House,Low and wet\nprop,Rope,Wet hemp\n',
    ],
    headings: [
      ['1', 'INT. FERRY HOUSE - DAWN'],
      ['2', 'EXT. RIVER BUG - CONTINUOUS'],
      ['3A', 'INT./EXT. FERRY HOUSE - NIGHT'],
    ],
    places: ['FERRY HOUSE', 'RIVER BUG', 'FERRY HOUSE'],
    people: [['EWA', 'TOMASZ'], ['MAREK'], []],
    types:
      'scene_heading action character parenthetical dialogue character dialogue transition scene_heading action character dialogue scene_heading action transition',
    dual: [],
    assets: ['character Tomasz', 'character Ewa', 'character Marek', 'setting Ferry House', 'prop Rope'],
  },
  'a comedy in Final Draft with a sheet in JSON': {
    file: ['goat.fdx', COMEDY],
    read: text => readFdx(text).screenplay,
    sheet: [
      'cast.json',
      JSON.stringify({
        characters: [{ name: 'Zoë', description: 'Thirty, and lost' }, { name: "O'Brien" }, { name: 'Brian' }],
        settings: [{ name: 'Kiosk' }],
        props: [{ name: 'Map', description: 'Upside down' }],
      }),
    ],
    headings: [
      ['1', 'I/E. ZOË’S CAMPER VAN – MOVING – LATER'],
      ['1A', 'ON THE TELLY: COOKING WITH BRIAN'],
      ['2', 'INT. KIOSK'],
      ['3', 'EXT. BEACH - MAGIC HOUR'],
    ],
    places: ['ZOË’S CAMPER VAN – MOVING', 'ON THE TELLY: COOKING WITH BRIAN', 'KIOSK', 'BEACH'],
    people: [["O'BRIEN", 'ZOË'], ['BRIAN'], ["O'BRIEN"], []],
    types:
      'scene_heading action character dialogue character parenthetical dialogue scene_heading character dialogue scene_heading shot character dialogue transition scene_heading action',
    dual: ["O'BRIEN (O.S.)"],
    assets: ['character Zoë', "character O'Brien", 'character Brian', 'setting Kiosk', 'prop Map'],
  },
}

let server: TestServer
let ana: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  ana = await signUp(server, 'Ana')
})
afterAll(() => server.stop())

describe.each(Object.entries(HANDED))('%s', (_, handed) => {
  test('is the script with its scenes, people and places, in flawless format, and its sheet the assets', async () => {
    const { id, scriptId } = await createProject(ana)
    const files = `/api/projects/${id}/files`
    const [name, text] = handed.file
    const staged = fileRow.parse(bodyOf(await ana.call('POST', files, fountainForm(text, name)), 201))
    const [ready] = await eventually(
      async () => z.array(fileRow).parse(bodyOf(await ana.call('GET', files))),
      rows => rows.every(({ state }) => state !== 'reading'),
      20,
    )
    expect(ready).toMatchObject({ role: 'primary', state: 'ready' })
    bodyOf(await ana.call('POST', `${files}/${staged.id}/script`))

    const scenes = z.array(sceneRow).parse(bodyOf(await ana.call('GET', `/api/projects/${id}/scenes`)))
    expect(scenes.map(({ number, heading }) => [number, heading])).toEqual(handed.headings)
    expect(scenes.map(({ heading }) => parseHeading(heading).location)).toEqual(handed.places)
    expect(scenes.map(({ characters }) => [...characters].sort())).toEqual(handed.people)

    // every line is of its kind, and none is lost, doubled or changed on the way in, or out again in either format
    const script = readScreenplay(await loadDocument(server.platform.sql, scriptId))
    expect(script.lines.map(({ type }) => type).join(' ')).toBe(handed.types)
    expect(script.lines.filter(line => line.dual).map(({ runs }) => textOfRuns(runs))).toEqual(handed.dual)
    const said = ({ lines }: Screenplay) =>
      lines.map(({ type, runs, dual = false, sceneNumber = '' }) => ({ type, runs, dual, sceneNumber }))
    expect(said(script)).toEqual(said(handed.read(text)))
    for (const [format, read] of [
      ['fountain', parseFountain],
      ['fdx', (xml: string) => readFdx(xml).screenplay],
    ] as const) {
      const exported = String(bodyOf(await ana.call('GET', `/api/projects/${id}/export?format=${format}`)))
      expect(said(read(exported))).toEqual(said(script))
    }

    const sheet = sheetRead.parse(
      bodyOf(
        await ana.call('POST', `/api/projects/${id}/assets/sheet`, fountainForm(handed.sheet[1], handed.sheet[0])),
      ),
    )
    expect(sheet).toEqual({ added: handed.assets.length, known: [], problems: [], moreProblems: 0 })
    const [row] = await server.platform.sql<{ id: string }[]>`
      select id from documents where project_id = ${id} and kind = 'assets'`
    const assets = readAssets(await loadDocument(server.platform.sql, row?.id ?? ''))
    expect(assets.map(one => `${one.kind} ${one.name}`)).toEqual(handed.assets)
    // whoever speaks is one of them, by the name of the cue
    const known = new Set(assets.map(one => one.name.toUpperCase()))
    const speakers = script.lines.flatMap(({ type, runs }) =>
      type === 'character' ? [speakerOf(textOfRuns(runs))] : [],
    )
    expect(speakers.filter(speaker => !known.has(speaker))).toEqual([])
  })
})

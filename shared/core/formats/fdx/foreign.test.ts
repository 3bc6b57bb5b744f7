import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { plain } from '../../script/line.ts'
import { scriptRoots } from '../../script/scenes.ts'
import { readScreenplay, seedScript } from '../../script/seed.ts'
import type { Screenplay, ScreenplayLine } from '../screenplay.ts'
import { readFdx } from './read.ts'
import { writeFdx } from './write.ts'

/** What production files have beyond the words. */
const FILE = `<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="6">
  <Content>
    <Paragraph Number="1" Type="Scene Heading" id="a1">
      <SceneProperties Color="#FFFF00000000" Length="4/8" Page="1" Title="Set up">
        <SceneArcBeats><CharacterArcBeat Name="MARA"><Paragraph><Text>She wants it.</Text></Paragraph></CharacterArcBeat></SceneArcBeats>
      </SceneProperties>
      <Text>INT. LIBRARY - DAY</Text>
    </Paragraph>
    <Paragraph LeftIndent="2.00" Type="Action" id="a2"><Text>Light </Text><Text Style="Strikeout+Italic" TagNumber="7">glinting</Text><Text Font="Papyrus"> off it.</Text></Paragraph>
    <Paragraph Type="Action" id="a3"><Text>He leaves.</Text></Paragraph>
    <Storyboard Panel="2"><Frame>A hand.</Frame></Storyboard>
  </Content>
  <TagData><TagDefinition Id="t1" Label="Spanish moss" Number="7"/></TagData>
  <TextState Scaling="100" Selection="12,40"/>
  <SpellCheckIgnoreLists><IgnoredRanges><R>1,5</R></IgnoredRanges><IgnoredWords><W>glinting</W></IgnoredWords></SpellCheckIgnoreLists>
  <SmartType><Characters><Character>MARA</Character></Characters></SmartType>
</FinalDraft>`

const read = (): Screenplay => readFdx(FILE).screenplay
const withLine = (place: number, change: (line: ScreenplayLine) => ScreenplayLine): Screenplay => {
  const screenplay = read()
  return { ...screenplay, lines: screenplay.lines.map((line, i) => (i === place ? change(line) : line)) }
}

describe('what we do not read of a Final Draft file', () => {
  it('is in the next export as it was', () => {
    const back = writeFdx(read())
    for (const part of [
      'Version="6"',
      '<SceneProperties Color="#FFFF00000000" Length="4/8" Page="1" Title="Set up">',
      '<CharacterArcBeat Name="MARA">',
      '<Text TagNumber="7" Style="Italic+Strikeout">glinting</Text>',
      '<Text Font="Papyrus"> off it.</Text>',
      '<Storyboard Panel="2">',
      '<Frame>A hand.</Frame>',
      '<TagDefinition Id="t1" Label="Spanish moss" Number="7"/>',
      '<W>glinting</W>',
      '<Character>MARA</Character>',
      'LeftIndent="2.00"',
    ])
      expect(back).toContain(part)
    for (const id of ['a1', 'a2', 'a3']) expect(back).toContain(`id="${id}"`)
    expect(readFdx(back).screenplay.lines).toEqual(read().lines)
  })
  it('forgets what counts characters of a script that may have changed', () => {
    const back = writeFdx(read())
    expect(back).toContain('Selection="0,0"')
    expect(back).not.toContain('<R>1,5</R>')
  })
  it('stays with its words when others are typed around them', () => {
    const back = writeFdx(withLine(1, line => ({ ...line, runs: plain('Cold light is glinting off it all.') })))
    expect(back).toContain('<Text TagNumber="7" Style="Strikeout">glinting</Text>')
    expect(back).toContain('<Text Font="Papyrus"> off it</Text>')
    expect(back).toContain('<Text>Cold light is </Text>')
  })
  it('goes with the words that are deleted', () => {
    const back = writeFdx(withLine(1, line => ({ ...line, runs: plain('Light off it.') })))
    expect(back).not.toContain('TagNumber="7"')
    expect(back).toContain('Font="Papyrus"')
  })
  it('keeps no indents of an element that the line no longer is', () => {
    const back = writeFdx(withLine(1, line => ({ ...line, type: 'dialogue' })))
    expect(back).toContain('<Paragraph Type="Dialogue" id="a2">')
  })
  it('is with its line in the document, wherever scenes and lines go', () => {
    const doc = new Y.Doc()
    doc.transact(() => seedScript(doc, read()))
    const { script } = scriptRoots(doc)
    script.delete(1, 1)
    const back = writeFdx(readScreenplay(doc))
    expect(back).not.toContain('id="a2"')
    expect(back).toContain('<Paragraph Type="Action" id="a3">')
    expect(back).toContain('<TagDefinition')
  })
  it('is told at the import', () => {
    expect(readFdx(FILE).notes).toEqual([
      '1 passage has a style that is not shown here (struck out, raised or lowered).',
      '1 passage has a font, size, colour or highlight of its own, which is not shown here.',
      '1 passage is tagged for the breakdown; tags are not shown here.',
      '1 scene has a title or a colour beside the heading, which is not shown here.',
      '1 paragraph has indents or spacing of its own, which is not shown here.',
      'An export as Final Draft has all of this again.',
    ])
  })
  it('counts paragraphs without words between others, and what is of their own in the plural', () => {
    const empty = '<Paragraph Type="Action"><Text></Text></Paragraph>'
    const own = '<Paragraph Type="Clue" LeftIndent="3.00"><Text>A clue.</Text></Paragraph>'
    const file = `<FinalDraft><Content>${own}${empty}${empty}${own}${empty}</Content></FinalDraft>`
    expect(readFdx(file).notes).toEqual([
      "2 paragraphs are of an element of the writer's own; they are shown as the nearest one here.",
      '2 paragraphs have indents or spacing of their own, which is not shown here.',
      'An export as Final Draft has all of this again.',
      '2 empty paragraphs are left out: a row without words says nothing here.',
    ])
  })
  it('is left out, and said so, where it would weigh down the document', () => {
    const heavy = FILE.replace('</FinalDraft>', `<Images><I Data="${'A'.repeat(600_000)}"/></Images></FinalDraft>`)
    const { screenplay, notes } = readFdx(heavy)
    expect(notes).toContain(
      'The part <Images> of the file is too large to be kept; an export as Final Draft will not have it.',
    )
    expect(writeFdx(screenplay)).toContain('<TagDefinition')
  })
  it('is nothing in a file of ours', () => {
    const plainFile = writeFdx({
      titlePage: [{ key: 'Title', value: 'A' }],
      lines: [{ type: 'lyrics', runs: plain('La') }],
    })
    expect(readFdx(plainFile).screenplay.foreign).toBeUndefined()
  })
  it('that is no XML, because a program wrote there, does no harm', () => {
    const screenplay: Screenplay = {
      titlePage: [],
      lines: [{ type: 'action', runs: plain('A'), foreign: { fdx: '<Line' } }],
      foreign: { fdx: '</x>' },
    }
    expect(readFdx(writeFdx(screenplay)).screenplay.lines).toEqual([{ type: 'action', runs: plain('A') }])
  })
})

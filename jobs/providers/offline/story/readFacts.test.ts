import { describe, expect, it } from 'vitest'
import { inPresent } from './present.ts'
import { readFacts } from './readFacts.ts'
import { talkAbout } from './speech.ts'
import { FERRY, HAMLET, MARS } from './testStories.ts'

const peopleOf = (text: string) => readFacts(text).people.map(({ name, pronoun, role }) => [name, pronoun, role])

describe('reading an idea', () => {
  it('finds who it is about, by name, trade and kin, with the pronoun that its words settle', () => {
    expect(peopleOf(FERRY).slice(0, 2)).toEqual([
      ['Tomas', 'he', 'ferryman'],
      ['Mila', 'she', 'girl'],
    ])
    expect(peopleOf(MARS)[0]).toEqual(['Adaeze Okafor', 'she', 'keeper'])
    expect(peopleOf(MARS).some(([name]) => name === 'Ruben')).toBe(true)
    expect(
      readFacts('Two brothers rob a casino. The younger brother wants to give the money back.').people.map(
        ({ name }) => name,
      ),
    ).toEqual(['the younger brother', 'the older brother'])
    expect(peopleOf(HAMLET).map(([name]) => name)).toEqual(
      expect.arrayContaining(['Hamlet', 'Claudius', 'Ophelia', 'Laertes']),
    )
  })

  it('knows the dead, whoever says I, and a place from a person', () => {
    const facts = readFacts(
      'My grandfather never spoke about the war. After his funeral I find a violin in the attic. I travel to Trieste.',
    )
    expect(facts.firstPerson).toBe(true)
    expect(facts.people[0]?.name).toBe('the narrator')
    expect(facts.people.find(({ name }) => name === 'the grandfather')?.absent).toBe(true)
    expect(facts.places.map(({ name }) => name)).toContain('the attic')
    expect(facts.people.map(({ name }) => name)).not.toContain('Trieste')
    expect(facts.things[0]).toMatchObject({ name: 'the violin', kind: 'music' })
  })

  it('reads what is wanted and what stands in the way', () => {
    expect(readFacts(FERRY)).toMatchObject({
      want: 'choose between the river and the daughter he lost',
      trouble: 'the far bank is not what it was',
    })
    expect(readFacts('Ines has been hiding that she sold the building to a hotel.').trouble).toBe(
      'she sold the building to a hotel',
    )
    expect(readFacts('Bo cannot read.').trouble).toBe('Bo cannot read')
  })

  it.each([
    ['He opened the door and looked at her.', 'He opens the door and looks at her.'],
    ['They were late, and Ahab stood by the rail.', 'They are late, and Ahab stands by the rail.'],
    ['She finds that the far bank is not what it was.', 'She finds that the far bank is not what it was.'],
    ['“I was there,” said Mila.', '“I was there,” said Mila.'],
  ])('shows in the present: %s', (past, present) => {
    expect(inPresent(past)).toBe(present)
  })

  it('lets two people speak of what a sentence says about one of them', () => {
    const [tomas, mila] = readFacts(FERRY).people
    if (!tomas || !mila) throw new Error('The idea has two people.')
    const said = (sentence: string, n = 0) =>
      talkAbout(sentence, tomas, mila, [], n)?.map(({ who, text }) => `${who}: ${text}`)
    expect(said('Every night Tomas rows strangers across the Vltava for a coin.')).toEqual([
      'B: So every night you row strangers across the Vltava for a coin?',
      'A: For a coin.',
      'B: For a coin. And that’s enough?'.replace('’', "'"),
    ])
    expect(said('Mila asks Tomas to take her across.')?.[0]).toBe('A: You ask me to take you across.')
    expect(said('A ferryman cannot swim.', 1)?.[0]).toBe("A: I can't swim.")
    expect(said('The river rises.')).toBeUndefined()
  })
})

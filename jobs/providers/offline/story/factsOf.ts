import type { StoryBrief, StoryLine } from '../../../agents/storyContext.ts'
import type { Facts } from './facts.ts'
import { readFacts } from './readFacts.ts'
import { mentions } from './titles.ts'

/** What is mentioned less often than this in a treatment, and not in the idea, is decoration and carries no beat. */
const OFTEN = 3

/** The facts of a treatment, with what the idea says about who is who: 'the ferryman' is Tomas there, so he is here. */
export function factsOf(treatment: readonly StoryLine[], brief: StoryBrief): Facts {
  const text = treatment
    .filter(({ heading }) => !heading)
    .map(line => line.text)
    .join('\n\n')
  const told = readFacts(text === '' ? brief.idea : text)
  const idea = readFacts(brief.idea)
  if (brief.idea.trim() === '') return told
  const called = new Map(
    idea.people
      .filter(person => person.role !== null && person.name !== `the ${person.role}`)
      .map(person => [person.role, person]),
  )
  const long = told.sentences.length > 15
  const known = (name: string) => idea.people.some(other => other.name === name)
  const people = told.people
    .filter(person => !long || known(person.name) || !person.name.startsWith('the ') || often(text, person.name, 2))
    .filter(
      person =>
        !(
          person.name === `the ${person.role}` &&
          called.has(person.role) &&
          told.people.some(other => other.name === called.get(person.role)?.name)
        ),
    )
    .map(person => {
      const same = idea.people.find(other => other.name === person.name)
      return same
        ? { ...person, pronoun: same.pronoun ?? person.pronoun, role: same.role ?? person.role, absent: same.absent }
        : person
    })
  const carries = (one: { name: string }, all: readonly { name: string }[]) =>
    !long || all.some(other => other.name === one.name) || often(text, one.name, OFTEN)
  const ranked = <T extends { name: string }>(own: T[], first: readonly T[]): T[] => [
    ...first.filter(one => mentions(text, one.name) >= 0),
    ...own.filter(one => !first.some(other => other.name === one.name) && carries(one, first)),
  ]
  // whoever says I in the idea is who it is about, however seldom the treatment says so
  const teller = idea.firstPerson ? idea.people.slice(0, 1) : []
  return {
    ...told,
    people: [...teller, ...people.filter(person => person.name !== teller[0]?.name)],
    places: ranked(told.places, idea.places),
    things: ranked(told.things, idea.things),
    want: idea.want,
    trouble: idea.trouble,
  }
}

function often(text: string, name: string, least: number): boolean {
  const bare = name.replace(/^the /, '').toLowerCase()
  return text.toLowerCase().split(bare).length > least
}

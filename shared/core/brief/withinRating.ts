import { inCaseOf } from '../text/inCaseOf.ts'
import { RATINGS, type Rating } from './brief.ts'

/** What an audience may hear and see: each word with the ratings that it is too much for, and what is said instead. */

interface Milder {
  word: RegExp
  /** The strictest rating that may have it. */
  from: Rating
  instead: string
}
const row = (from: Rating, words: string): Milder[] =>
  words.split('|').map(pair => {
    const [word = '', instead = ''] = pair.split('>').map(side => side.trim())
    return { word: new RegExp(String.raw`(?<![\p{L}’'-])${word}(?![\p{L}’-]|'\p{L})`, 'giu'), from, instead }
  })

const MILDER: readonly Milder[] = [
  ...row(
    'M',
    `motherfuckers? > bastard | fucking > damned | fucked > finished | fuck > hell | bullshit > nonsense | shit > hell | cunt > devil | rapes > attacks |
    raped > attacked | rape > assault | naked > bare | gore > dirt | disembowelled > wounded | beheads > strikes down |
    beheaded > struck down | slaughters > overcomes | slaughtered > overcome | tortures > questions | tortured > questioned | guts > insides | heroin > pills | cocaine > pills`,
  ),
  ...row(
    'PG-13',
    `bastards? > fool | bitch > wretch | damned > wretched | damn > blast | hell > heck | ass > behind | blood > red | bloody > red | bleeding > hurt | bleeds > is hurt | corpse > body |
    corpses > bodies | stabs > strikes | stabbed > struck | strangled > overpowered | strangles > overpowers | massacre > battle |
    drugs > pills | suicide > disappearance | sex > love | brothel > boarding house | whore > dancer | prostitute > dancer`,
  ),
  ...row(
    'PG',
    `kills > defeats | killed > defeated | killing > defeating | kill > defeat | killer > culprit | murders > wrongs | murdered > wronged | murderer > culprit | murder > disappearance |
    assassin > stranger | dead > gone | dies > goes away | died > went away | dying > fading | die > go away | death > parting | shoots > threatens |
    shoot > threaten | gunshot > bang | hanged > banished | drunk > giddy | whisky > cider | whiskey > cider | vodka > lemonade | wine > juice | beer > lemonade | rum > cocoa | cigarette > toothpick | cigarettes > toothpicks |
    smokes > hums | hates > cannot bear | hate > cannot bear | idiot > silly | stupid > silly | bullet > pebble | bullets > pebbles`,
  ),
]

/** The rules for an audience. What they say instead is itself fit for it, so that nothing is made milder twice. */
const RULES = new Map(
  RATINGS.map(rating => {
    const rules = MILDER.filter(({ from }) => RATINGS.indexOf(rating) < RATINGS.indexOf(from))
    const mildest = (word: string): string => {
      const next = rules.find(rule => word.match(rule.word)?.[0] === word)
      return next ? mildest(next.instead) : word
    }
    return [rating, rules.map(rule => ({ word: rule.word, instead: mildest(rule.instead) }))] as const
  }),
)

/**
 * A text as an audience may have it, and the words that had to go. Without a rating nothing is changed, and words of `own`,
 * which people wrote themselves, stay.
 */
export function withinRating(text: string, rating: Rating | null, own = ''): { text: string; softened: string[] } {
  const softened = new Set<string>()
  let out = text
  for (const { word, instead } of (rating && RULES.get(rating)) ?? []) {
    if (own.match(word)) continue
    out = out.replace(word, found => {
      softened.add(found.toLowerCase())
      return inCaseOf(found, instead)
    })
  }
  return { text: out, softened: [...softened] }
}

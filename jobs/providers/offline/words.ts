/** Words as data for the offline crew, in lower case. */

const list = (text: string): string[] => text.trim().split(/\s+/)
/** 'a > b | c > d' */
const pairs = (text: string): [string, string][] =>
  text.split('|').map(pair => {
    const [from = '', to = ''] = pair.split('>')
    return [from.trim(), to.trim()]
  })
type Verbs = Map<string, { visual: string[]; tense: string[] }>
/** 'flat: visual, visual / tense, tense' on every row. */
const verbs = (text: string): Verbs =>
  new Map(
    text
      .trim()
      .split('\n')
      .map(row => {
        const [verb = '', rest = ''] = row.split(':')
        const [visual = [], tense = []] = rest.split('/').map(side => side.split(',').map(word => word.trim()))
        return [verb.trim(), { visual, tense }]
      }),
  )

/** Phrases that say less than their length; the right side replaces them in a tighter text. */
export const WORDY: readonly [RegExp, string][] = [
  [/\bin order to\b/gi, 'to'],
  [/\bdue to the fact that\b/gi, 'because'],
  [/\bin spite of the fact that\b/gi, 'although'],
  [/\bat (?:this|that) (?:point|moment) in time\b/gi, 'now'],
  [/\bat (?:this|the) (?:very )?moment\b/gi, 'now'],
  [/\bfor the purpose of\b/gi, 'for'],
  [/\bin the (?:middle|midst) of\b/gi, 'amid'],
  [/\bthe fact that\b/gi, 'that'],
  [/\ba (?:large|great) number of\b/gi, 'many'],
  [/\ball of the\b/gi, 'all the'],
  [/\boff of\b/gi, 'off'],
  [/\binside of\b/gi, 'inside'],
  [/\bwe (?:can )?see (?:that )?(?=\S)/gi, ''],
  [/\bcan be (?:seen|heard) /gi, ''],
  [/\b(?:the sound of )(?=an? )/gi, ''],
  [/,? (?:and|but) then\b/gi, ', then'],
]

/** Dropped from a tighter text where they stand as words of their own. */
export const FILLERS = list(`
  very really quite rather just simply actually basically literally totally somewhat completely absolutely
  extremely suddenly slowly quickly quietly softly gently carefully immediately finally eventually clearly
  obviously apparently seemingly currently definitely
`)

const OPENING = '(?<=^|[.!?…]\\s+)'
/** Said before or after what is meant, in dialogue; only where a sentence is left without it. */
export const HEDGES: readonly RegExp[] = [
  new RegExp(`${OPENING}(?:well|so|look|listen|okay|ok|um|uh|er|like|anyway|you know|i mean),\\s+(?=\\p{L})`, 'giu'),
  /,\s*(?:you know|i mean|i guess|i suppose|to be honest|if you ask me|as it were)(?=[,.!?…])/gi,
  /(?<!\b(?:what|which|this|that|some|any|every|a|the|one)\s)\b(?:sort|kind) of\s+/gi,
  new RegExp(
    `${OPENING}(?:i think|i believe|i feel like|i guess|i suppose|it seems to me)\\s+(?:that\\s+)?(?!(?:about|of|so|not|in|it)\\b)(?=\\p{L})`,
    'giu',
  ),
  new RegExp(`${OPENING}(?:maybe|perhaps),?\\s+(?=\\p{L})(?![^,.]*,\\s*(?:maybe|perhaps))`, 'giu'),
]

/** 'he starts to run' -> 'he runs'. */
export const BEGINNINGS = /\b(?:begins?|starts?|proceeds?|continues?) to (\p{L}+)\b/giu
/** 'she is walking' -> 'she walks'. */
export const PROGRESSIVE = /\b(is|are) (\p{Ll}{2,}ing)\b/gu

export const CONTRACTIONS = pairs(`
  I am > I'm | you are > you're | we are > we're | they are > they're | he is > he's | she is > she's |
  it is > it's | that is > that's | there is > there's | what is > what's | where is > where's | who is > who's |
  I have > I've | you have > you've | we have > we've | they have > they've | I will > I'll | you will > you'll |
  he will > he'll | she will > she'll | we will > we'll | they will > they'll | it will > it'll | I would > I'd |
  you would > you'd | we would > we'd | do not > don't | does not > doesn't | did not > didn't | is not > isn't |
  are not > aren't | was not > wasn't | were not > weren't | cannot > can't | can not > can't |
  could not > couldn't | will not > won't | would not > wouldn't | should not > shouldn't | have not > haven't |
  has not > hasn't | had not > hadn't | must not > mustn't | let us > let's
`)

/** Formal on the left, casual on the right; read both ways. */
export const REGISTER = pairs(`
  hello > hey | good morning > morning | good evening > evening | yes > yeah | thank you > thanks |
  goodbye > see you | perhaps > maybe | because > 'cause | going to > gonna | have to > gotta | want to > wanna |
  purchase > buy | assist > help | assistance > help | require > need | requires > needs | attempt > try |
  inform > tell | inquire > ask | children > kids | child > kid | friend > pal | father > dad | mother > mom |
  sir > man | money > cash | police > cops | excellent > great | unfortunately > sorry, but |
  apologize > say sorry | depart > leave | immediately > right now | intoxicated > drunk | residence > place |
  automobile > car | telephone > phone | difficulty > trouble | sufficient > enough | however > but |
  therefore > so | very > real | do you understand > got it
`)

/** Flat verbs of action with ones that can be seen: [more visual, more tense]. */
export const VERBS = verbs(`
  walks: strides, pads / stalks, edges
  walk: stride, pad / stalk, edge
  goes: heads, drifts / pushes, strides
  go: head, drift / push, stride
  looks: gazes, peers / stares, glares
  look: gaze, peer / stare, glare
  sits: sinks down, perches / sits rigid, drops down
  stands: stands tall, stands planted / stands stock-still, stands braced
  turns: swivels, pivots / spins, wheels
  enters: ducks in, steps in / bursts in, shoulders in
  takes: lifts, picks up / snatches, grabs
  puts: sets, lays / slams, shoves
  holds: cradles, cups / grips, clutches
  opens: eases open, swings open / wrenches open, jerks open
  closes: eases shut, pulls shut / slams, kicks shut
  says: murmurs, calls / snaps, spits
  runs: sprints, dashes / bolts, tears off
  smiles: breaks into a smile, beams / smiles thinly, bares a smile
  waits: lingers, stands waiting / waits rigid, holds still
  laughs: laughs out loud, chuckles / laughs without joy, barks a laugh
`)

/** Stems of sounds; inflected forms count. */
export const SOUNDS =
  /\b(bang|slam|crash|thud|thump|knock|ring|buzz|click|clack|creak|crack|hiss|hum|roar|rattle|rumble|scream|shriek|howl|bark|whistle|siren|thunder|gunshot|shot|beep|chime|clang|clatter|crackle|drip|explosion|explode|honk|horn|growl|groan|sob|shatter|snap|splash|squeal|squeak|tick|toll|whir|whine|whoosh|blare|pop|static)(s|es|ed|d|ing|ping|ming|ning)?\b/gi

/** Present and past of verbs that do not take -ed. */
export const PAST = new Map(
  pairs(`
  be > were | come > came | go > went | take > took | see > saw | know > knew | say > said | do > did |
  tell > told | get > got | give > gave | find > found | leave > left | think > thought | make > made | hear > heard |
  keep > kept | lose > lost | meet > met | run > ran | sleep > slept | speak > spoke | steal > stole | write > wrote |
  bring > brought | buy > bought | break > broke | call > called | feel > felt | fall > fell | hide > hid | hold > held |
  put > put | read > read | send > sent | sit > sat | stand > stood | win > won | eat > ate | drink > drank |
  drive > drove | have > had
`),
)

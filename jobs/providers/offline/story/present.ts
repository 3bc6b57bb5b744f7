import { thirdPerson } from '../prose.ts'
import { PAST } from '../words.ts'

/** Told in the past -> shown in the present, for verbs whose subject stands right before them. Everything else stays. */

const IRREGULAR = new Map<string, string>([...PAST].map(([base, past]) => [past, base]))
for (const pair of `rode ride|rose rise|sank sink|swam swim|sang sing|rang ring|drew draw|threw throw|flew fly|grew grow|blew blow|wore wear|tore tear|swore swear|caught catch|taught teach|sought seek|fought fight|struck strike|hung hang|shook shake|woke wake|chose choose|froze freeze|began begin|led lead|fled flee|met meet|felt feel|dealt deal|knelt kneel|bent bend|lent lend|spent spend|built build|lay lie|laid lay|paid pay|shot shoot|bit bite|crept creep|swept sweep|wept weep|became become|understood understand|forgot forget|slid slide|sprang spring|flung fling|clung cling|wound wind|bound bind|ground grind|bore bear|shone shine|stuck stick|swung swing|dug dig|ate eat`.split(
  '|',
)) {
  const [past = '', base = ''] = pair.split(' ')
  IRREGULAR.set(past, base)
}
/** The same in both tenses, or not a verb of its own. */
for (const word of ['put', 'read', 'called', 'were', 'felt like']) IRREGULAR.delete(word)

const SUBJECT = String.raw`(?:\b(?:[Hh]e|[Ss]he|[Ii]t|who|[Nn]obody|[Ss]omebody|[Ee]verybody|[Ee]veryone|[Nn]o one)|\b[Tt]he \p{Ll}+|\p{Lu}\p{Ll}+)`
const PLURAL = String.raw`\b(?:[Tt]hey|[Ww]e)`
const ADVERB = String.raw`(?:\s+(?:\p{Ll}+ly|then|never|always|only|still|just|now|at once|again))?`

const baseOfPast = (word: string): string | null => {
  const odd = IRREGULAR.get(word)
  if (odd) return odd
  if (
    !/^\p{Ll}{2,}ed$/u.test(word) ||
    /^(?:need|seed|bleed|speed|feed|breed|indeed|hundred|sacred|naked|wicked|red|bed|shed|wed|beloved)$/.test(word)
  )
    return null
  const stem = word.slice(0, -2)
  if (/i$/.test(stem)) return `${stem.slice(0, -1)}y`
  if (/([bdgmnprt])\1$/.test(stem)) return stem.slice(0, -1)
  if (
    /(?:[cgsvuz]|[^aeiou]l|[^aeo][aiou][kst]|[aeiou]r|[aiou][td]|[aiu]p|[aio]k|[aiou]n|[oa]m|[aeiou]c)$/.test(stem) &&
    !/(?:ss|ng|sh|ch|ck|[aeo][aeiou][tdkpmnr]|en|on|er|or|it|oin|ow|ain|rust|wait)$/.test(stem)
  )
    return `${stem}e`
  return stem
}

/** A present verb behind a subject: what is told like this is shown already, whatever else it looks back on. */
const NOW =
  /\b(?:is|are|has|have|does|do|must|can|cannot|isn['’]t|don['’]t|doesn['’]t)\b|(?:\b(?:[Hh]e|[Ss]he|[Ii]t|who|\p{Lu}\p{Ll}+|[Tt]he \p{Ll}+)) (?!this|his|its|was|us|as|always|perhaps)\p{Ll}{2,}[^s\P{Ll}]s\b|,\s\p{Ll}{2,}[^s\P{Ll}]s\s(?:to|the|an?|his|her|him|it)\b/u

/** 'He opened the door and stood there.' -> 'He opens the door and stands there.' Quotations stay as they are. */
export function inPresent(text: string): string {
  if (NOW.test(text.replace(/[“"][^”"]*[”"]/g, ''))) return text
  return text
    .split(/([“"][^”"]*[”"])/)
    .map((part, index) => (index % 2 === 1 ? part : shown(part)))
    .join('')
}

function shown(text: string): string {
  let changed = false
  const singular = text
    .replace(
      new RegExp(`(${SUBJECT})(${ADVERB}\\s+)(\\p{Ll}+)(?=[\\s,.;:!?]|$)`, 'gu'),
      (found, subject: string, gap: string, verb: string) => {
        const now =
          verb === 'was'
            ? 'is'
            : verb === 'had'
              ? 'has'
              : verb === 'did'
                ? 'does'
                : verb === 'could'
                  ? 'can'
                  : verb === 'would'
                    ? 'will'
                    : null
        const base = now === null ? baseOfPast(verb) : null
        if (now === null && base === null) return found
        if (/^(?:The|A|And|But|So|Then|When|While|In|On|At|For|Of|From|With|By|Never|Once)$/.test(subject)) return found
        changed = true
        return `${subject}${gap}${now ?? thirdPerson(base ?? verb)}`
      },
    )
    .replace(
      new RegExp(`(${PLURAL})(${ADVERB}\\s+)(\\p{Ll}+)(?=[\\s,.;:!?]|$)`, 'gu'),
      (found, subject: string, gap: string, verb: string) => {
        const now = verb === 'were' ? 'are' : verb === 'had' ? 'have' : verb === 'did' ? 'do' : baseOfPast(verb)
        if (now === null) return found
        return `${subject}${gap}${now}`
      },
    )
  // 'opens the door and stood there': the second verb of the same subject
  return changed
    ? singular.replace(
        /((?:,|\band|\bbut|, and|\bthen)\s+(?:\p{Ll}+ly\s+)?)(\p{Ll}+)(?=\s+(?:the|a|an|his|her|its|their|him|it|them|to|at|in|on|up|down|out|into|from|with|away|back|over|off|for|through|by)\b|[.;!?])/gu,
        (found, lead: string, verb: string) => {
          const base = baseOfPast(verb)
          return base === null ? found : `${lead}${thirdPerson(base)}`
        },
      )
    : singular
}

import { MARKS, type Mark, type Run, textOfRuns } from '../../script/line.ts'
import { type Claim, claimsOf, settleClaim } from '../../text/diff3.ts'
import { diffWords, type WordEdit } from '../../text/wordDiff.ts'

/** A text in which both sides made their changes. */
export interface MergedText {
  /** Did nobody change the same words in another way? */
  clean: boolean
  /** Where both changed the same words: ours. */
  ours: Run[]
  /** Where both changed the same words: theirs. */
  theirs: Run[]
}

type Side = 'mine' | 'theirs'

/**
 * Three-way merge of a text by words, as `diff3`, which keeps emphasis: a word that is in all three has every mark that
 * one side gave it and neither of those that one side took away. The same from both directions where it is clean.
 */
export function mergeText(base: readonly Run[], mine: readonly Run[], theirs: readonly Run[]): MergedText {
  const texts = { base: textOfRuns(base), mine: textOfRuns(mine), theirs: textOfRuns(theirs) }
  const edits = { mine: diffWords(texts.base, texts.mine), theirs: diffWords(texts.base, texts.theirs) }
  const claims = claimsOf(edits.mine, edits.theirs)
  const clean = claims.every(claim => settleClaim(texts.base, claim) !== null)
  const sources: Sources = {
    text: texts.base,
    base: marksOf(base),
    mine: { text: texts.mine, marks: marksOf(mine), ...follow(texts.base, edits.mine) },
    theirs: { text: texts.theirs, marks: marksOf(theirs), ...follow(texts.base, edits.theirs) },
  }
  const ours = weave(sources, claims, 'mine')
  return { clean, ours, theirs: clean ? ours : weave(sources, claims, 'theirs') }
}

interface Source {
  text: string
  /** Of every character. */
  marks: Uint8Array
  /** Where a character of the base is, -1: gone. */
  places: Int32Array
  /** Where the words of an edit are. */
  inserts: Map<WordEdit, number>
}
interface Sources {
  text: string
  base: Uint8Array
  mine: Source
  theirs: Source
}

/** The emphasis of every character, a bit for each mark. */
function marksOf(runs: readonly Run[]): Uint8Array {
  const marks = new Uint8Array(runs.reduce((length, run) => length + run.text.length, 0))
  let at = 0
  for (const run of runs) {
    marks.fill(bitsOf(run.marks), at, at + run.text.length)
    at += run.text.length
  }
  return marks
}

const bitsOf = (marks: readonly Mark[]): number => marks.reduce((bits, mark) => bits | (1 << MARKS.indexOf(mark)), 0)

function follow(base: string, edits: readonly WordEdit[]): Pick<Source, 'places' | 'inserts'> {
  const places = new Int32Array(base.length)
  const inserts = new Map<WordEdit, number>()
  let [at, place] = [0, 0]
  for (const edit of edits) {
    while (at < edit.from) places[at++] = place++
    inserts.set(edit, place)
    place += edit.insert.length
    while (at < edit.to) places[at++] = -1
  }
  while (at < base.length) places[at++] = place++
  return { places, inserts }
}

/** The text with all edits made; those that conflict, of one side. */
function weave(sources: Sources, claims: readonly Claim[], prefer: Side): Run[] {
  const out = new RunWriter()
  let at = 0
  const keep = (to: number): void => {
    for (; at < to; at++) out.write(sources.text[at] ?? '', keptMarks(sources, at))
  }
  for (const claim of claims) {
    for (const edit of settleClaim(sources.text, claim) ?? claim[prefer]) {
      keep(edit.from)
      const hands = insertedIn(sources, claim, edit)
      for (let i = 0; i < edit.insert.length; i++)
        out.write(
          edit.insert[i] ?? '',
          hands.reduce((bits, { marks, place }) => bits | (marks[place + i] ?? 0), 0),
        )
      at = edit.to
    }
  }
  keep(sources.text.length)
  return out.runs()
}

/** Of a character that was there before: what one side changed is changed. */
function keptMarks({ base, mine, theirs }: Sources, at: number): number {
  const before = base[at] ?? 0
  const [a, b] = [mine, theirs].map(side => {
    const place = side.places[at] ?? -1
    return place < 0 ? before : (side.marks[place] ?? 0)
  })
  return before ^ (((a ?? before) ^ before) | ((b ?? before) ^ before))
}

/** Where new words stand: in the text of one side, or of both where both inserted them. */
function insertedIn({ mine, theirs }: Sources, claim: Claim, edit: WordEdit): { marks: Uint8Array; place: number }[] {
  const alike = [...claim.mine, ...claim.theirs].filter(
    other => other.from === edit.from && other.to === edit.to && other.insert === edit.insert,
  )
  return [mine, theirs].flatMap(({ marks, inserts }) => {
    const place = alike.map(other => inserts.get(other)).find(found => found !== undefined)
    return place === undefined ? [] : [{ marks, place }]
  })
}

class RunWriter {
  #runs: { text: string; bits: number }[] = []

  write(text: string, bits: number): void {
    const last = this.#runs.at(-1)
    if (last?.bits === bits) last.text += text
    else this.#runs.push({ text, bits })
  }

  runs(): Run[] {
    return this.#runs.map(({ text, bits }) => ({ text, marks: MARKS.filter((_, i) => bits & (1 << i)) }))
  }
}

import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { findName, type NameHit, nameProblem } from '../../../shared/core/script/findName.ts'
import { charactersOf, splitCue } from '../../../shared/core/script/smartType.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useWarning } from '../../warning/WarningProvider.tsx'
import { useScript } from '../context.tsx'
import { lineAtCaret } from '../editor/commands.ts'
import { goToMatch } from './goToMatch.ts'
import { OutcomeNotice } from './Outcome.tsx'
import { type Haystack, writingIn } from './places.ts'
import { Context, whereOf } from './ResultList.tsx'
import { useFindSession, useFollow, useHaystack, useOtherDocuments } from './useFound.ts'
import { outcomeSentences } from './words.ts'

/** Rows of a group that are there at a time. */
const ROWS = 200

const GROUPS = [
  { where: 'cue', title: 'Cues' },
  { where: 'line', title: 'Action, dialogue and headings' },
  { where: 'cell', title: 'Shot tables' },
  { where: 'story', title: 'Brief, treatment, beats and assets' },
] as const

interface Hits {
  haystack: Haystack
  hits: readonly NameHit[]
}

/** The group in which a hit is shown. */
const groupOf = ({ haystack }: Hits, { passage, where }: NameHit): (typeof GROUPS)[number]['where'] =>
  haystack.places[passage]?.kind === 'story' ? 'story' : where

/** Names a hit while others write: the how-manieth of its line it is, not where it stands. */
function keysOf({ haystack, hits }: Hits): string[] {
  const counts = new Map<number, number>()
  return hits.map(({ passage }) => {
    const nth = counts.get(passage) ?? 0
    counts.set(passage, nth + 1)
    return `${haystack.places[passage]?.key} ${nth}`
  })
}

/** Renames a character in cues, lines, shot tables, the brief, the treatment, the beat sheet and the assets; every place is shown first and can be left out. */
export default function RenameView({ name }: { name: string | null }) {
  const part = useScript()
  const { editor, reason } = part
  const session = useFindSession()
  const opening = useOtherDocuments(true)
  const warn = useWarning()
  const haystack = useHaystack(true, false)
  const [cast, setCast] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState(() => name ?? nameAtCaret(part))
  const from = chosen ?? cast[0] ?? ''
  const [to, setTo] = useState('')
  const [found, setFound] = useState<Hits>({ haystack: { passages: [], places: [] }, hits: [] })
  /** Boxes that the person changed; the others are as sure as the hit is. */
  const [boxes, setBoxes] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [outcome, setOutcome] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  const [rows, setRows] = useState(ROWS)
  const field = useRef<HTMLInputElement>(null)

  const look = useCallback((): Hits => {
    const stack = haystack()
    const lines = stack.passages.flatMap(({ type, text }) => (type === null ? [] : [{ type, text }]))
    setCast(charactersOf(lines).map(speaker => speaker.name))
    const now = { haystack: stack, hits: findName(stack.passages, from, to) }
    setFound(now)
    return now
  }, [haystack, from, to])
  useFollow(useCallback(() => void look(), [look]))
  useEffect(() => field.current?.focus(), [])
  useEffect(() => session.mark(), [session])
  useEffect(() => {
    const marks = found.hits.flatMap(({ passage, from, to }) => {
      const place = found.haystack.places[passage]
      return place?.kind === 'line' ? [{ lineId: place.key, from, to }] : []
    })
    session.highlights.show(marks, null)
  }, [session, found])

  const keys = useMemo(() => keysOf(found), [found])
  const isChosen = (hits: Hits, names: readonly string[], i: number): boolean =>
    boxes.get(names[i] ?? '') ?? hits.hits[i]?.sure ?? false
  const marked = found.hits.filter((_, i) => isChosen(found, keys, i))
  const problem = nameProblem(from, to)
  const joins = cast.includes(to.trim().toUpperCase())

  const rename = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (problem !== null || reason !== null || marked.length === 0) return
    void warn({
      operation: writingIn(found.haystack, marked),
      title: `Rename ${from} everywhere?`,
      confirm: 'Rename',
      before: `renaming ${from}`,
      run: replace,
    })
  }
  const replace = (): void => {
    // once more: somebody may have written since
    const now = look()
    const names = keysOf(now)
    const done = session.replacer.replace(
      now.haystack,
      now.hits.filter((_, i) => isChosen(now, names, i)),
    )
    setOutcome(outcomeSentences('Renamed', done))
    setBoxes(new Map())
    setTried(false)
    setTo('')
    if (done.script > 0) setChosen(to.trim().toUpperCase())
  }
  const undo = (): void => {
    session.replacer.undo()
    setOutcome([])
    setChosen(null)
    look()
  }
  const set = (which: readonly number[], on: boolean): void =>
    setBoxes(new Map([...boxes, ...which.map(i => [keys[i] ?? '', on] as const)]))

  if (cast.length === 0 && from === '') return <p className="find-note">Nobody has a cue yet.</p>
  return (
    <>
      <form className="find-form" onSubmit={rename}>
        <Field label="Character">
          <Select
            value={from}
            onChange={value => {
              setChosen(value)
              setBoxes(new Map())
              setOutcome([])
            }}
            options={[...new Set([from, ...cast])].map(value => ({ value, label: value }))}
          />
        </Field>
        <Field
          label="New name"
          error={tried && to !== '' ? problem : null}
          hint={joins ? `${to.trim().toUpperCase()} speaks already: the two become one character.` : null}
        >
          <Input
            ref={field}
            type="text"
            spellCheck={false}
            autoComplete="off"
            value={to}
            onChange={event => {
              setTo(event.target.value)
              setOutcome([])
            }}
          />
        </Field>
        <Button
          type="submit"
          variant="primary"
          disabledReason={
            reason ?? (to.trim() === '' ? 'Type the new name.' : marked.length === 0 ? 'No place is chosen.' : null)
          }
        >
          {marked.length === 1 ? 'Rename in 1 place' : `Rename in ${marked.length.toLocaleString('en')} places`}
        </Button>
        {opening && <p className="find-note">Opening the other documents…</p>}
      </form>
      <OutcomeNotice sentences={outcome} onUndo={session.replacer.isLast ? undo : null} />
      {GROUPS.map(({ where, title }) => {
        const which = found.hits.flatMap((hit, i) => (groupOf(found, hit) === where ? [i] : []))
        if (which.length === 0) return null
        const on = which.filter(i => isChosen(found, keys, i)).length
        return (
          <fieldset key={where} className="find-group">
            <legend>
              <label>
                <input
                  type="checkbox"
                  checked={on === which.length}
                  ref={box => {
                    if (box) box.indeterminate = on > 0 && on < which.length
                  }}
                  onChange={event => set(which, event.target.checked)}
                />
                {title}
                <span className="find-count">
                  {on} of {which.length}
                </span>
              </label>
            </legend>
            <ol className="find-results">
              {which.slice(0, rows).map(i => {
                const hit = found.hits[i]
                const place = hit && found.haystack.places[hit.passage]
                if (!hit || !place) return null
                return (
                  <li key={keys[i]}>
                    <label className="find-hit find-choice">
                      <input
                        type="checkbox"
                        checked={isChosen(found, keys, i)}
                        onChange={event => set([i], event.target.checked)}
                        onFocus={() => goToMatch({ editor, binding: part.binding }, place, hit)}
                      />
                      <span>
                        <span className="find-where">{whereOf(place)}</span>
                        <Context
                          text={found.haystack.passages[hit.passage]?.text ?? ''}
                          match={hit}
                          {...(to.trim() === '' ? {} : { after: hit.insert })}
                        />
                      </span>
                    </label>
                  </li>
                )
              })}
            </ol>
            {which.length > rows && (
              <Button variant="quiet" size="small" className="find-more" onClick={() => setRows(rows + ROWS)}>
                Show {Math.min(ROWS, which.length - rows)} more of {(which.length - rows).toLocaleString('en')}
              </Button>
            )}
          </fieldset>
        )
      })}
      {found.hits.length === 0 && <p className="find-note">{from} is named nowhere.</p>}
    </>
  )
}

/** Whose cue the caret is on, or whose speech it is in. */
function nameAtCaret({ editor }: Pick<ReturnType<typeof useScript>, 'editor'>): string | null {
  const { state } = editor
  if (lineAtCaret(state).type === 'character') return splitCue(lineAtCaret(state).line.textContent).name || null
  return null
}

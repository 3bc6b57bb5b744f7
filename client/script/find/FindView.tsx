import { ArrowDown, ArrowUp, CaseSensitive, Regex, WholeWord } from 'lucide-react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { FindQuery, Match } from '../../../shared/core/script/find.ts'
import type { LineType } from '../../../shared/core/script/lineTypes.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Field, Input } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useWarning } from '../../warning/WarningProvider.tsx'
import { useScript } from '../context.tsx'
import { goToMatch } from './goToMatch.ts'
import { OutcomeNotice } from './Outcome.tsx'
import { type Haystack, writingIn } from './places.ts'
import { ResultList } from './ResultList.tsx'
import { rememberedQuery, rememberQuery } from './remembered.ts'
import { useFindSession, useFollow, useHaystack, useOtherDocuments } from './useFound.ts'
import { outcomeSentences } from './words.ts'

const FILTERS: readonly { value: string; label: string; types: readonly LineType[] | null }[] = [
  { value: 'all', label: 'All elements', types: null },
  { value: 'headings', label: 'Scene headings', types: ['scene_heading'] },
  { value: 'action', label: 'Action', types: ['action', 'shot', 'general', 'centered'] },
  { value: 'cues', label: 'Characters', types: ['character'] },
  { value: 'dialogue', label: 'Dialogue', types: ['dialogue', 'lyrics'] },
  { value: 'parentheticals', label: 'Parentheticals', types: ['parenthetical'] },
  { value: 'transitions', label: 'Transitions', types: ['transition'] },
  { value: 'notes', label: 'Notes and outline', types: ['note', 'section', 'synopsis'] },
]

interface Results {
  haystack: Haystack
  matches: readonly Match[]
  more: boolean
}
const NOTHING: Results = { haystack: { passages: [], places: [] }, matches: [], more: false }

/** Where the panel is: at a match, or where one was that is gone. */
interface At {
  passage: number
  from: number
}

const isBefore = (a: At, b: At): boolean => a.passage < b.passage || (a.passage === b.passage && a.from < b.from)

export default function FindView({ focus }: { focus: 'find' | 'replace' }) {
  const part = useScript()
  const { editor, canWrite, reason } = part
  const session = useFindSession()
  const [query, setQuery] = useState(() => rememberedQuery(editor))
  const [replacement, setReplacement] = useState('')
  const [filter, setFilter] = useState('all')
  const [scope, setScope] = useState<'script' | 'project'>('script')
  const [results, setResults] = useState(NOTHING)
  const [problem, setProblem] = useState<string | null>(null)
  const [at, setAt] = useState<At | null>(null)
  const [outcome, setOutcome] = useState<readonly string[]>([])
  const warn = useWarning()
  const field = useRef<HTMLInputElement>(null)
  const replaceField = useRef<HTMLInputElement>(null)
  const opening = useOtherDocuments(scope === 'project')
  const haystack = useHaystack(scope === 'project', true)

  const wanted = useMemo<FindQuery>(
    () => ({ ...query, types: FILTERS.find(({ value }) => value === filter)?.types ?? null }),
    [query, filter],
  )
  const find = useCallback(async (): Promise<Results | null> => {
    const stack = haystack()
    try {
      const found = await session.search.run(stack.passages, wanted, replacement)
      if (!found) return null
      const now = { haystack: stack, ...found }
      setProblem(null)
      setResults(now)
      return now
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
      setResults(NOTHING)
      return null
    }
  }, [session, haystack, wanted, replacement])
  useFollow(useCallback(() => void find(), [find]))

  useEffect(() => rememberQuery(query), [query])
  useEffect(() => {
    const input = focus === 'replace' && field.current?.value !== '' ? replaceField.current : field.current
    input?.focus()
    input?.select()
  }, [focus])
  useEffect(() => session.mark(), [session])

  const index = at === null ? -1 : results.matches.findIndex(match => !isBefore(match, at))
  const current = results.matches[index]
  useEffect(() => {
    const marks = results.matches.flatMap(({ passage, from, to }) => {
      const place = results.haystack.places[passage]
      return place?.kind === 'line' ? [{ lineId: place.key, from, to }] : []
    })
    const place = current && results.haystack.places[current.passage]
    const now = current && place?.kind === 'line' ? { lineId: place.key, from: current.from, to: current.to } : null
    session.highlights.show(marks, now)
  }, [session, results, current])

  const go = (to: number): void => {
    const match = results.matches[to]
    const place = match && results.haystack.places[match.passage]
    if (!match || !place) return
    setAt({ passage: match.passage, from: match.from })
    goToMatch(part, place, match)
  }
  const step = (by: 1 | -1): void => {
    const { length } = results.matches
    if (length === 0) return
    if (index >= 0) {
      go((index + by + length) % length)
      return
    }
    // the first one behind the caret, or before it
    const line = editor.state.selection.$head.index(0)
    const next = results.matches.findIndex(({ passage }) => passage >= line)
    go(by === 1 ? Math.max(0, next) : next <= 0 ? length - 1 : next - 1)
  }
  const replaceOne = async (): Promise<void> => {
    if (!current) {
      step(1)
      return
    }
    const done = session.replacer.replace(results.haystack, [current])
    // on behind the new words, which may fit again
    setAt({ passage: current.passage, from: current.from + current.insert.length })
    setOutcome(
      done.script + done.title + done.shots.length + done.story.length > 0 ? [] : outcomeSentences('Replaced', done),
    )
    const now = await find()
    const next = now?.matches.find(
      match => !isBefore(match, { passage: current.passage, from: current.from + current.insert.length }),
    )
    const place = next && now?.haystack.places[next.passage]
    if (next && place) goToMatch(part, place, next)
  }
  const askToReplaceAll = (): void =>
    void warn({
      operation: writingIn(results.haystack, results.matches),
      title: `Replace “${query.text}” everywhere?`,
      confirm: 'Replace all',
      before: `replacing “${query.text}”`,
      run: () => void replaceAll(),
    })
  const replaceAll = async (): Promise<void> => {
    // once more: somebody may have written since
    const now = await find()
    if (!now) return
    setOutcome(outcomeSentences('Replaced', session.replacer.replace(now.haystack, now.matches)))
    setAt(null)
    void find()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (event.target === replaceField.current && !event.shiftKey) void replaceOne()
    else step(event.shiftKey ? -1 : 1)
  }
  const toggle = (name: 'matchCase' | 'wholeWord' | 'regex') => () => {
    setQuery({ ...query, [name]: !query[name] })
    setAt(null)
    field.current?.focus()
  }
  const count = results.matches.length
  const total = `${count.toLocaleString('en')}${results.more ? '+' : ''}`
  const status =
    query.text === '' || problem
      ? ''
      : count === 0
        ? opening
          ? 'Opening the other documents…'
          : 'Nothing found'
        : index < 0
          ? `${total} ${count === 1 ? 'match' : 'matches'}`
          : `${(index + 1).toLocaleString('en')} of ${total}`
  const none = count === 0 ? 'There is nothing to replace.' : null
  return (
    <>
      <form className="find-form" onSubmit={event => event.preventDefault()}>
        <Field label="Find" error={problem}>
          <Input
            ref={field}
            type="text"
            spellCheck={false}
            autoComplete="off"
            value={query.text}
            onKeyDown={onKeyDown}
            onChange={event => {
              setQuery({ ...query, text: event.target.value })
              setAt(null)
              setOutcome([])
            }}
          />
        </Field>
        <div className="find-row">
          <IconButton label="Match case" size="small" pressed={query.matchCase} onClick={toggle('matchCase')}>
            <CaseSensitive />
          </IconButton>
          <IconButton label="Whole words" size="small" pressed={query.wholeWord} onClick={toggle('wholeWord')}>
            <WholeWord />
          </IconButton>
          <IconButton label="Regular expression" size="small" pressed={query.regex} onClick={toggle('regex')}>
            <Regex />
          </IconButton>
          <output className="find-status" aria-live="polite">
            {status}
          </output>
          <IconButton
            label="Previous match"
            keys="shift+Enter"
            size="small"
            disabledReason={count === 0 ? 'Nothing is found.' : null}
            onClick={() => step(-1)}
          >
            <ArrowUp />
          </IconButton>
          <IconButton
            label="Next match"
            keys="Enter"
            size="small"
            disabledReason={count === 0 ? 'Nothing is found.' : null}
            onClick={() => step(1)}
          >
            <ArrowDown />
          </IconButton>
        </div>
        <div className="find-row find-scopes">
          <Select
            size="small"
            aria-label="Where"
            value={scope}
            onChange={setScope}
            options={[
              { value: 'script', label: 'Script' },
              { value: 'project', label: 'Whole project' },
            ]}
          />
          <Select size="small" aria-label="Elements" value={filter} onChange={setFilter} options={FILTERS} />
        </div>
        {canWrite && (
          <>
            <Field label="Replace with" hint={query.regex ? '$1 is the first group, $& all of the match.' : null}>
              <Input
                ref={replaceField}
                type="text"
                autoComplete="off"
                value={replacement}
                onKeyDown={onKeyDown}
                onChange={event => setReplacement(event.target.value)}
              />
            </Field>
            <div className="find-row">
              <Button size="small" disabledReason={reason ?? none} onClick={() => void replaceOne()}>
                Replace
              </Button>
              <Button size="small" disabledReason={reason ?? none} onClick={askToReplaceAll}>
                Replace all
              </Button>
            </div>
          </>
        )}
      </form>
      <OutcomeNotice
        sentences={outcome}
        onUndo={
          session.replacer.isLast
            ? () => {
                session.replacer.undo()
                setOutcome([])
                void find()
              }
            : null
        }
      />
      <ResultList haystack={results.haystack} matches={results.matches} now={index} onGo={go} />
    </>
  )
}

import { Redo2, Undo2 } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import type { DocumentLock } from '../../shared/core/api/locks.ts'
import {
  BRIEF_TEXTS,
  type BriefText,
  briefRoot,
  briefText,
  GENRES,
  RATINGS,
  setGenre,
  setLength,
  setRating,
} from '../../shared/core/brief/brief.ts'
import { BRIEF_LIMITS, type BriefProblems, checkBrief } from '../../shared/core/brief/check.ts'
import { stageOfKind } from '../../shared/core/stages/stages.ts'
import { LockNotice } from '../locks/LockNotice.tsx'
import { useProjectContext } from '../project/context.tsx'
import { ApproveButton } from '../stages/ApproveButton.tsx'
import type { OpenDocument } from '../sync/hooks.ts'
import { AvatarStack } from '../ui/Avatar.tsx'
import { IconButton } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { useCommands } from '../ui/shortcuts/commands.ts'
import { Beginning } from './Beginning.tsx'
import styles from './brief.module.css'
import { createBriefStore } from './briefStore.ts'
import { Choices } from './Choices.tsx'
import { useFieldPresence } from './fieldPresence.ts'
import { useFiles } from './fileQueries.ts'
import { MinutesInput } from './MinutesInput.tsx'
import { SharedText } from './SharedText.tsx'
import { StyleField } from './StyleField.tsx'

const TYPES = {
  narrative: 'Narrative short film',
  commercial: 'Commercial or trailer',
  audio: 'Video for audio',
} as const
const RATING_WORDS = {
  G: 'Everybody may see it',
  PG: 'Some of it may upset children',
  'PG-13': 'Not for children under 13',
  M: 'For grown-ups',
} as const
const TEXTS: Record<BriefText, { label: string; hint: string; placeholder: string; rows: number }> = {
  tone: {
    label: 'Tone',
    hint: 'How it should feel. It binds everything that agents write.',
    placeholder: 'Dry, tender, unhurried; the laughs come late and hurt a little.',
    rows: 2,
  },
  idea: {
    label: 'The idea',
    hint: 'The story in one to three paragraphs, with names and places as they should be.',
    placeholder: 'A ferryman who has never learnt to swim takes his daughter’s wedding party over the river…',
    rows: 8,
  },
}

interface BriefRoomProps {
  document: OpenDocument
  lock: DocumentLock | null
  canWrite: boolean
}

export function BriefRoom({ document: open, lock, canWrite }: BriefRoomProps) {
  const { project } = useProjectContext()
  const { doc } = open
  const stage = stageOfKind('brief')
  const store = useMemo(() => createBriefStore(doc), [doc])
  const brief = useSyncExternalStore(store.subscribe, store.get)
  const origin = useMemo(() => ({ page: 'brief' }), [])
  const undo = useOwnUndo(doc, origin)
  // what is locked is not changed by an undo either
  const takeBack = useCallback(() => void (canWrite && undo.undo()), [canWrite, undo])
  const bringBack = useCallback(() => void (canWrite && undo.redo()), [canWrite, undo])
  const { others, enter } = useFieldPresence(open.awareness)
  const [tried, setTried] = useState(false)
  /** Which of the two lengths has something in it that is no number of minutes. */
  const [wrong, setWrong] = useState({ least: false, most: false })
  const form = useRef<HTMLDivElement>(null)
  const { data: files = [] } = useFiles(project.id)
  const problems = checkBrief(
    brief,
    files.some(file => file.role === 'primary' && file.state === 'ready'),
    project.type === 'audio',
  )
  /** What is only missing is said once somebody wants to go on; what is wrong at once. */
  const shown = (field: keyof BriefProblems, isSaid: boolean) => (tried || isSaid ? problems[field] : undefined)

  useCommands([
    { keys: 'mod+z', label: 'Undo', group: 'Brief', run: takeBack },
    { keys: 'mod+shift+z', label: 'Redo', group: 'Brief', run: bringBack },
  ])

  const place = (name: string, children: ReactNode) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes in which field the focus is
    <div className={styles.place} data-field={name} onFocus={() => enter(name)} onBlur={() => enter(null)}>
      {others.has(name) && (
        <div className={styles.others}>
          <AvatarStack people={others.get(name) ?? []} label={`Also in ${name}`} max={3} />
        </div>
      )}
      {children}
    </div>
  )

  return (
    <main className={styles.page}>
      <LockNotice document={open} lock={lock} canWrite={canWrite} />
      <div className={styles.content} ref={form}>
        <div className={styles.head}>
          <h1 className={styles.title}>Brief</h1>
          <p className={styles.lead}>What the film is to be. Everybody fills it in together; agents are told it.</p>
          <div className={styles.tools}>
            <IconButton
              label="Undo"
              size="small"
              disabledReason={canWrite ? null : 'The brief is not open for writing.'}
              onClick={takeBack}
            >
              <Undo2 />
            </IconButton>
            <IconButton
              label="Redo"
              size="small"
              disabledReason={canWrite ? null : 'The brief is not open for writing.'}
              onClick={bringBack}
            >
              <Redo2 />
            </IconButton>
          </div>
        </div>
        <dl className={styles.type}>
          <dt>Project type</dt>
          <dd>{TYPES[project.type]}</dd>
        </dl>
        <Beginning
          doc={doc}
          origin={origin}
          brief={brief}
          canWrite={canWrite}
          problems={{ files: shown('files', false), twist: shown('twist', brief.twist !== '') }}
          place={place}
        />
        {place(
          'length',
          <Choices
            label="Length"
            hint="A page of script is a minute of film."
            error={
              wrong.least || wrong.most
                ? 'Minutes are a number, such as 8 or 12.5. What stood there before was kept.'
                : shown('length', brief.least !== null && brief.most !== null)
            }
          >
            <div className={styles.length}>
              <MinutesInput
                label="At least, minutes"
                value={brief.least}
                readOnly={!canWrite}
                onChange={value => setLength(doc, 'least', value, origin)}
                onWrong={isWrong => setWrong(now => ({ ...now, least: isWrong }))}
              />
              <span>to</span>
              <MinutesInput
                label="At most, minutes"
                value={brief.most}
                readOnly={!canWrite}
                onChange={value => setLength(doc, 'most', value, origin)}
                onWrong={isWrong => setWrong(now => ({ ...now, most: isWrong }))}
              />
              <span>minutes</span>
            </div>
          </Choices>,
        )}
        {place(
          'rating',
          <Choices label="Content rating" hint="What may be shown and said." error={shown('rating', false)}>
            {RATINGS.map(rating => (
              <label key={rating} className={styles.choice}>
                <input
                  type="radio"
                  name="rating"
                  checked={brief.rating === rating}
                  disabled={!canWrite}
                  onChange={() => setRating(doc, rating, origin)}
                />
                <span>{rating}</span>
                <span className={styles.meaning}>{RATING_WORDS[rating]}</span>
              </label>
            ))}
          </Choices>,
        )}
        {place(
          'genres',
          <Choices label="Genres" error={shown('genres', false)}>
            {GENRES.map(genre => (
              <label key={genre} className={styles.choice}>
                <input
                  type="checkbox"
                  checked={brief.genres.includes(genre)}
                  disabled={!canWrite}
                  onChange={event => setGenre(doc, genre, event.target.checked, origin)}
                />
                <span>{genre}</span>
              </label>
            ))}
          </Choices>,
        )}
        {place('style', <StyleField doc={doc} origin={origin} style={brief.style} canWrite={canWrite} />)}
        {BRIEF_TEXTS.map(name => {
          const text = briefText(doc, name)
          const { label, hint, placeholder, rows } = TEXTS[name]
          const most = BRIEF_LIMITS[name].most
          return (
            text && (
              <div key={name}>
                {place(
                  name,
                  <Field
                    label={label}
                    hint={`${hint} ${brief[name].length.toLocaleString('en')} of ${most.toLocaleString('en')} characters.`}
                    error={shown(name, brief[name].length > 0)}
                  >
                    <SharedText
                      text={text}
                      origin={origin}
                      onUndo={takeBack}
                      onRedo={bringBack}
                      readOnly={!canWrite}
                      placeholder={placeholder}
                      rows={rows}
                    />
                  </Field>,
                )}
              </div>
            )
          )
        })}
        {stage && !lock && (
          <div className={styles.gate}>
            <ApproveButton
              stage={stage}
              missing={Object.values(problems)}
              onMissing={() => {
                setTried(true)
                const first = Object.keys(problems)[0]
                form.current
                  ?.querySelector<HTMLElement>(
                    `[data-field="${first}"] :is(input:not([hidden]), textarea, section button)`,
                  )
                  ?.focus()
              }}
            />
            <p className={styles.lead}>Locks it for everybody and keeps a commit. “Edit anyway” reopens it.</p>
          </div>
        )}
      </div>
    </main>
  )
}

/** Undo of what is written here by oneself. The document keeps what was deleted: Yjs needs it for undo. */
function useOwnUndo(doc: Y.Doc, origin: object): Y.UndoManager {
  const undo = useMemo(
    () => new Y.UndoManager(briefRoot(doc), { trackedOrigins: new Set([origin]), captureTimeout: 500 }),
    [doc, origin],
  )
  useEffect(() => () => undo.destroy(), [undo])
  return undo
}

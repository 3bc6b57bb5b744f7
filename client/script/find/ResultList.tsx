import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { StoryText } from '../../../shared/core/documents/storyTexts.ts'
import { contextOf, type Match } from '../../../shared/core/script/find.ts'
import { SHOT_COLUMNS } from '../../../shared/core/shots/columns.ts'
import { useProjectContext } from '../../project/context.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Haystack, Place } from './places.ts'

/** Rows that are there at a time; nobody reads thousands. */
const ROWS = 200

interface ResultListProps {
  haystack: Haystack
  matches: readonly Match[]
  /** The match that the panel is at; -1: none. */
  now: number
  onGo: (index: number) => void
}

/** What was found, with the words around it; arrows go from row to row, Enter goes there. */
export function ResultList({ haystack, matches, now, onGo }: ResultListProps) {
  const { project } = useProjectContext()
  const list = useRef<HTMLOListElement>(null)
  const [rows, setRows] = useState(ROWS)
  const shown = Math.max(rows, now + 1)
  useEffect(() => {
    if (now >= 0) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [now])
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    const all = [...(list.current?.querySelectorAll<HTMLElement>('.find-hit') ?? [])]
    all[all.indexOf(event.target as HTMLElement) + by]?.focus()
    event.preventDefault()
  }
  return (
    <>
      <ol ref={list} className="find-results" aria-label="Matches" onKeyDown={walk}>
        {matches.slice(0, shown).map((match, index) => {
          const place = haystack.places[match.passage]
          const text = haystack.passages[match.passage]?.text ?? ''
          if (!place) return null
          const words = (
            <>
              <span className="find-where">{whereOf(place)}</span>
              <Context text={text} match={match} />
            </>
          )
          return (
            <li key={`${match.passage} ${match.from}`}>
              {place.kind === 'cell' ? (
                <Link
                  to="/p/$projectId/scenes/$sceneId"
                  params={{ projectId: project.id, sceneId: place.table.sceneId }}
                  className="find-hit"
                  aria-current={index === now ? 'true' : undefined}
                >
                  {words}
                </Link>
              ) : place.kind === 'story' ? (
                <Link
                  to={PAGES[place.of.kind]}
                  params={{ projectId: project.id }}
                  {...(place.of.kind === 'beats' ? { hash: `beat=${place.of.id}` } : {})}
                  className="find-hit"
                  aria-current={index === now ? 'true' : undefined}
                >
                  {words}
                </Link>
              ) : (
                <button
                  type="button"
                  className="find-hit"
                  aria-current={index === now ? 'true' : undefined}
                  onClick={() => onGo(index)}
                >
                  {words}
                </button>
              )}
            </li>
          )
        })}
      </ol>
      {matches.length > shown && (
        <Button variant="quiet" size="small" className="find-more" onClick={() => setRows(shown + ROWS)}>
          Show {Math.min(ROWS, matches.length - shown)} more of {(matches.length - shown).toLocaleString('en')}
        </Button>
      )}
    </>
  )
}

const PAGES = {
  brief: '/p/$projectId/brief',
  treatment: '/p/$projectId/treatment',
  beats: '/p/$projectId/beats',
  assets: '/p/$projectId/assets',
} as const

const TITLED = { brief: '', treatment: ', title', beats: ', title', assets: ', name' } as const

function storyName(of: StoryText['of']): string {
  if (of.kind === 'brief') return `Brief, ${of.field}`
  if (of.kind === 'beats') return `Beat ${of.number}`
  return of.kind === 'assets' ? `Asset ${of.name || 'without a name'}` : 'Treatment'
}

/** 'Scene 3', 'Shot 3A, characters', 'Brief, tone', 'Beat 5, title', 'Asset Mara, name'. */
export function whereOf(place: Place): string {
  if (place.kind === 'title') return `Title page, ${place.key.toLowerCase()}`
  if (place.kind === 'line') return place.scene === '' ? 'Beginning' : `Scene ${place.scene}`
  const closed = (reason: string | null): string => (reason === null ? '' : `: ${reason}`)
  if (place.kind === 'story')
    return `${storyName(place.of)}${place.isTitle ? TITLED[place.of.kind] : ''}${closed(place.sheet.closed)}`
  const title = SHOT_COLUMNS.find(({ key }) => key === place.column)?.title ?? place.column
  return `Shot ${place.shot}, ${title.toLowerCase()}${closed(place.table.closed)}`
}

/** A match within its words; with `after`, what is to stand there. */
export function Context({ text, match, after }: { text: string; match: Match; after?: string }) {
  const { before, match: words, after: rest } = contextOf(text, match, 40)
  return (
    <span className="find-context">
      {before}
      {after === undefined ? (
        <mark>{words}</mark>
      ) : (
        <>
          <del>{words}</del> <ins>{after}</ins>
        </>
      )}
      {rest}
    </span>
  )
}

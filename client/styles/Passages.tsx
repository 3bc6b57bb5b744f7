import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useId, useState } from 'react'
import type { FoundChunk, StyleChunk, StyleDetail } from '../../shared/core/api/styles.ts'
import { STYLE_LIMITS } from '../../shared/core/styles/limits.ts'
import { counted } from '../../shared/core/text/counted.ts'
import { sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import catalogue from '../ui/Catalogue.module.css'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Input } from '../ui/Field.tsx'
import { Spinner } from '../ui/Spinner.tsx'
import { chunksQuery, searchQuery } from './styleQueries.ts'
import styles from './styles.module.css'

/** Passages that one page has, as the server sends them. */
const PAGE = 50

/** What is in a style: all passages in their order, or those that are nearest to what is searched for, as an agent finds them. */
export function Passages({ style }: { style: StyleDetail }) {
  const id = useId()
  const [words, setWords] = useState('')
  const [query, setQuery] = useState('')
  const found = useQuery(searchQuery(style.id, query))
  if (style.chunks === 0) return null
  return (
    <section className={styles.passages} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h2 id={id} className={catalogue.sectionTitle}>
          Passages
        </h2>
        <search>
          <form
            className={styles.search}
            onSubmit={event => {
              event.preventDefault()
              setQuery(words.trim())
            }}
          >
            <Input
              type="search"
              aria-label="Search the passages by what they are about"
              placeholder="What they are about, such as: a quarrel at a meal"
              maxLength={STYLE_LIMITS.query}
              value={words}
              onChange={event => {
                setWords(event.target.value)
                if (event.target.value === '') setQuery('')
              }}
            />
            <Button type="submit" icon={<Search aria-hidden="true" />} pending={found.isFetching}>
              Search
            </Button>
          </form>
        </search>
      </div>
      {query === '' ? (
        <All style={style} />
      ) : (
        <div aria-live="polite" aria-busy={found.isFetching}>
          {found.isPending && <Spinner label="Searching" />}
          {found.error && <ErrorNotice happened={sentenceOf(found.error)} />}
          {found.data && (
            <>
              <p className={styles.hint}>
                {found.data.length === 0
                  ? 'None of the words is known to the model, or no passage is read yet.'
                  : `The ${counted(found.data.length, 'passage')} nearest to “${query}”, nearest first.`}
              </p>
              <List chunks={found.data} />
            </>
          )}
        </div>
      )}
    </section>
  )
}

function All({ style }: { style: StyleDetail }) {
  const [skip, setSkip] = useState(0)
  const page = useQuery(chunksQuery(style.id, style.chunks, skip))
  const total = page.data?.total ?? style.chunks
  return (
    <>
      {page.isPending && <Spinner label="Reading the passages" />}
      {page.error && <ErrorNotice happened="The passages could not be read." kept={sentenceOf(page.error)} />}
      {page.data && <List chunks={page.data.chunks} />}
      {total > PAGE && (
        <div className={catalogue.pager}>
          <Button
            size="small"
            disabledReason={skip > 0 ? null : 'These are the first.'}
            onClick={() => setSkip(Math.max(0, skip - PAGE))}
          >
            Earlier
          </Button>
          <span className={catalogue.facts}>
            {(skip + 1).toLocaleString('en')} to {Math.min(total, skip + PAGE).toLocaleString('en')} of{' '}
            {total.toLocaleString('en')}
          </span>
          <Button
            size="small"
            disabledReason={skip + PAGE < total ? null : 'These are the last.'}
            onClick={() => setSkip(skip + PAGE)}
          >
            Later
          </Button>
        </div>
      )}
    </>
  )
}

const List = ({ chunks }: { chunks: readonly (StyleChunk | FoundChunk)[] }) => (
  <ol className={styles.list}>
    {chunks.map(chunk => (
      <li key={`${chunk.sampleId} ${chunk.position}`} className={styles.passage}>
        <p className={styles.source}>
          <span>
            {chunk.sample}, passage {chunk.position + 1}
          </span>
          {'score' in chunk && (
            <span title="1 is the same, 0 has nothing to do with it">{chunk.score.toFixed(2)} near</span>
          )}
        </p>
        <p className={catalogue.text}>{chunk.text}</p>
      </li>
    ))}
  </ol>
)

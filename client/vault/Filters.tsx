import { X } from 'lucide-react'
import type { VaultContents } from '../../shared/core/api/vault.ts'
import { ARTIFACT_KINDS, stageTitle } from '../../shared/core/vault/kinds.ts'
import { Button } from '../ui/Button.tsx'
import { EVERYTHING, narrowedBy, type VaultSearch } from './search.ts'
import styles from './vault.module.css'
import { modelWords } from './words.tsx'

interface FiltersProps {
  id: string
  contents: VaultContents
  search: VaultSearch
  onChange: (change: Partial<VaultSearch>) => void
}

/** One thing that the vault can be narrowed to. Chosen once more, it is taken back. */
interface Choice {
  key: string
  label: string
  /** A word beside it: 'deleted'. */
  note?: string
  count: number
  isChosen: boolean
  /** One of several kinds in the stage above it. */
  isInner?: boolean
  change: Partial<VaultSearch>
}

/** By what the vault is narrowed; each choice with how much there is of it. */
export function Filters({ id, contents, search, onChange }: FiltersProps) {
  const { timelines, stages, models, tags } = contents
  const choose = (isChosen: boolean, change: Partial<VaultSearch>): Pick<Choice, 'isChosen' | 'change'> => ({
    isChosen,
    change: isChosen ? taken(change) : change,
  })
  const groups: readonly { title: string; choices: Choice[] }[] = [
    {
      title: 'Timelines',
      choices: timelines.map(({ id, name, deleted, count }) => ({
        ...{ key: id, label: name, count, ...(deleted ? { note: 'deleted' } : {}) },
        ...choose(search.from === id, { from: id }),
      })),
    },
    {
      title: 'Stages',
      choices: stages.flatMap(({ stage, count, kinds }) => [
        {
          ...{ key: `${stage}`, label: stageTitle(stage), count },
          ...choose(search.stage === stage && search.kind === undefined, { stage, kind: undefined }),
        },
        ...(kinds.length < 2 ? [] : kinds).map(({ kind, count }) => ({
          ...{ key: `${stage} ${kind}`, label: ARTIFACT_KINDS[kind].plural, count, isInner: true },
          ...choose(search.stage === stage && search.kind === kind, { stage, kind }),
        })),
      ]),
    },
    {
      title: 'Models',
      choices: models.map(({ model, count }) => ({
        ...{ key: model, label: modelWords(model), count },
        ...choose(search.model === model, { model }),
      })),
    },
    {
      title: 'Tags',
      choices: tags.map(({ tag, count }) => ({
        ...{ key: tag, label: tag, count },
        ...choose(search.tag?.toLowerCase() === tag.toLowerCase(), { tag }),
      })),
    },
  ]
  return (
    <nav id={id} className={styles.filters} aria-label="Narrow the vault">
      {groups.map(
        ({ title, choices }) =>
          choices.length > 0 && <Choices key={title} title={title} choices={choices} onChange={onChange} />,
      )}
      {narrowedBy(search) > 0 && (
        <Button size="small" variant="quiet" icon={<X aria-hidden="true" />} onClick={() => onChange(EVERYTHING)}>
          Show everything
        </Button>
      )}
    </nav>
  )
}

/** The same fields, each narrowed to nothing. */
const taken = (change: Partial<VaultSearch>): Partial<VaultSearch> =>
  Object.fromEntries(Object.keys(change).map(name => [name, undefined]))

interface ChoicesProps extends Pick<FiltersProps, 'onChange'> {
  title: string
  choices: readonly Choice[]
}

const Choices = ({ title, choices, onChange }: ChoicesProps) => (
  <section className={styles.choices} aria-label={title}>
    <h2>{title}</h2>
    <ul>
      {choices.map(({ key, label, note, count, isChosen, isInner, change }) => (
        <li key={key}>
          <button
            type="button"
            aria-pressed={isChosen}
            data-inner={isInner || undefined}
            onClick={() => onChange(change)}
          >
            <span className={styles.choice}>{label}</span>
            {note && <span className={styles.note}>{note}</span>}
            <span className={styles.count}>{count.toLocaleString('en')}</span>
          </button>
        </li>
      ))}
    </ul>
  </section>
)

import { X } from 'lucide-react'
import type { VaultContents } from '../../shared/core/api/vault.ts'
import { ARTIFACT_KINDS, stageTitle } from '../../shared/core/vault/kinds.ts'
import { Button } from '../ui/Button.tsx'
import { EVERYTHING, narrowedBy, type VaultSearch } from './search.ts'
import styles from './vault.module.css'

interface FiltersProps {
  contents: VaultContents
  search: VaultSearch
  onChange: (change: Partial<VaultSearch>) => void
}

interface Choice {
  value: string | number
  label: string
  /** A word beside it: 'deleted'. */
  note?: string
  count: number
}

/** By what the vault is narrowed; each choice with how much there is of it. Pressed again, a choice is taken back. */
export function Filters({ contents, search, onChange }: FiltersProps) {
  const { timelines, stages, kinds, models, tags } = contents
  return (
    <nav className={styles.filters} aria-label="Narrow the vault">
      <Choices
        title="Timelines"
        chosen={search.from}
        onChoose={from => onChange({ from })}
        choices={timelines.map(({ id, name, deleted, count }) => ({
          value: id,
          label: name,
          count,
          ...(deleted ? { note: 'deleted' } : {}),
        }))}
      />
      <Choices
        title="Stages"
        chosen={search.stage}
        onChoose={stage => onChange({ stage })}
        choices={stages.map(({ stage, count }) => ({ value: stage, label: stageTitle(stage), count }))}
      />
      <Choices
        title="Kinds"
        chosen={search.kind}
        onChoose={kind => onChange({ kind })}
        choices={kinds.map(({ kind, count }) => ({ value: kind, label: ARTIFACT_KINDS[kind].plural, count }))}
      />
      <Choices
        title="Models"
        chosen={search.model}
        onChoose={model => onChange({ model })}
        choices={models.map(({ model, count }) => ({
          value: model,
          label: model === 'offline' ? 'Offline crew' : model,
          count,
        }))}
      />
      <Choices
        title="Tags"
        chosen={tags.find(({ tag }) => tag.toLowerCase() === search.tag?.toLowerCase())?.tag}
        onChoose={tag => onChange({ tag })}
        choices={tags.map(({ tag, count }) => ({ value: tag, label: tag, count }))}
      />
      {narrowedBy(search) > 0 && (
        <Button size="small" variant="quiet" icon={<X aria-hidden="true" />} onClick={() => onChange(EVERYTHING)}>
          Show everything
        </Button>
      )}
    </nav>
  )
}

interface ChoicesProps<C extends Choice> {
  title: string
  choices: readonly C[]
  chosen: C['value'] | undefined
  onChoose: (value: C['value'] | undefined) => void
}

function Choices<C extends Choice>({ title, choices, chosen, onChoose }: ChoicesProps<C>) {
  if (choices.length === 0) return null
  return (
    <section className={styles.choices} aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {choices.map(({ value, label, note, count }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={value === chosen}
              onClick={() => onChoose(value === chosen ? undefined : value)}
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
}

import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { type Balance, balanceOf } from '../../shared/core/reports/balance.ts'
import type { ScriptFigures } from '../../shared/core/reports/figures.ts'
import { useProjectContext } from '../project/context.tsx'
import { Select } from '../ui/Select.tsx'
import { Bars } from './Bars.tsx'
import { LineLink } from './LineLink.tsx'
import { figure, percent } from './measures.tsx'
import styles from './reports.module.css'

/** Characters that get a row of their own; whoever says less is among the others. */
const VOICES = 8
type Along = 'scene' | 'page'

/** Who says how much, when: a row of bars for each, all on one scale. */
export function DialogueReport({ figures }: { figures: ScriptFigures }) {
  const { project } = useProjectContext()
  const navigate = useNavigate()
  const hasPages = figures.pages.length > 0
  const [along, setAlong] = useState<Along>('scene')
  const by: Along = hasPages ? along : 'scene'
  const balance = useMemo(() => withOthers(balanceOf(figures, by)), [figures, by])
  const all = balance.voices.reduce((sum, { words }) => sum + words, 0)
  if (balance.voices.length === 0) return <p className={styles.nothing}>Nobody speaks yet.</p>
  const open = (lineId: string): void =>
    void navigate({ to: '/p/$projectId/script', params: { projectId: project.id }, hash: `line=${lineId}` })
  const nameOf = (label: string): string =>
    label === '' ? 'Before the first scene' : `${by === 'scene' ? 'Scene' : 'Page'} ${label}`
  return (
    <section className={styles.chart} aria-label="Dialogue balance">
      <div className={styles.chartHead}>
        <p className={styles.note}>
          Words each character says, {by} by {by}. The tallest bar is {figure(balance.most)} words.
        </p>
        {hasPages && (
          <Select
            size="small"
            aria-label="Along"
            value={along}
            onChange={setAlong}
            options={[
              { value: 'scene', label: 'By scene' },
              { value: 'page', label: 'By page' },
            ]}
          />
        )}
      </div>
      <div className={styles.voices}>
        {balance.voices.map(({ name, words, along: values }, voice) => (
          <div key={name} className={styles.voice}>
            <span className={styles.voiceName}>{name}</span>
            <Bars
              label={`${name}: ${figure(words)} words, ${percent(all === 0 ? 0 : words / all)} of the dialogue. ${peakOf(balance, values, nameOf)}`}
              values={values}
              most={balance.most}
              colour={voice < VOICES ? `var(--person-${voice})` : 'var(--text-muted)'}
              titleOf={step =>
                `${nameOf(balance.steps[step]?.label ?? '')}, ${name}: ${figure(values[step] ?? 0)} words`
              }
              onOpen={step => open(balance.steps[step]?.lineId ?? '')}
            />
            <span className={styles.voiceFigure}>
              {figure(words)} <span className={styles.voiceShare}>{percent(all === 0 ? 0 : words / all)}</span>
            </span>
          </div>
        ))}
        <Axis labels={balance.steps.map(({ label }) => label)} what={by === 'scene' ? 'Scene' : 'Page'} />
      </div>
      <details className={styles.details}>
        <summary>Show as a table</summary>
        <BalanceTable balance={balance} nameOf={nameOf} />
      </details>
    </section>
  )
}

function withOthers(balance: Balance): Balance {
  if (balance.voices.length <= VOICES + 1) return balance
  const others = balance.voices.slice(VOICES)
  const along = balance.steps.map((_, step) => others.reduce((sum, voice) => sum + (voice.along[step] ?? 0), 0))
  const words = others.reduce((sum, voice) => sum + voice.words, 0)
  const voices = [...balance.voices.slice(0, VOICES), { name: `${others.length} others`, words, along }]
  return { ...balance, voices, most: Math.max(balance.most, ...along) }
}

function peakOf({ steps }: Balance, values: readonly number[], nameOf: (label: string) => string): string {
  const most = Math.max(...values)
  const at = nameOf(steps[values.indexOf(most)]?.label ?? '')
  return `Most in ${at.charAt(0).toLowerCase()}${at.slice(1)}: ${figure(most)}.`
}

/** A few labels below the bars: every one would be too many. */
function Axis({ labels, what }: { labels: readonly string[]; what: string }) {
  const every = Math.max(1, Math.ceil(labels.length / 12))
  return (
    <div className={styles.voice} aria-hidden="true">
      <span className={styles.axisName}>{what}</span>
      <span className={styles.axis}>
        {labels.map((label, step) =>
          step % every === 0 ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
            <span key={step} style={{ left: `${((step + 0.5) / labels.length) * 100}%` }}>
              {label}
            </span>
          ) : null,
        )}
      </span>
      <span />
    </div>
  )
}

function BalanceTable({ balance, nameOf }: { balance: Balance; nameOf: (label: string) => string }) {
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <caption className="sr-only">Words of dialogue of each character</caption>
        <thead>
          <tr>
            <th scope="col">Where</th>
            {balance.voices.map(({ name }) => (
              <th key={name} scope="col" className={styles.numeric}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {balance.steps.map(({ label, lineId }, step) => (
            <tr key={lineId || label} className={styles.row}>
              <th scope="row">
                <LineLink lineId={lineId} row>
                  {nameOf(label)}
                </LineLink>
              </th>
              {balance.voices.map(({ name, along }) => (
                <td key={name} className={styles.numeric}>
                  {figure(along[step] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

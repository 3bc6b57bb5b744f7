import styles from './reports.module.css'

interface BarsProps {
  /** What a screen reader hears of it; the figures themselves are in a table beside it. */
  label: string
  values: readonly number[]
  /** The value of a full bar. */
  most: number
  colour: string
  titleOf: (step: number) => string
  /** A press on the column of a step; people without a mouse take the table. */
  onOpen: (step: number) => void
}

/** A row of bars, as wide as there is room. */
export function Bars({ label, values, most, colour, titleOf, onOpen }: BarsProps) {
  return (
    <svg
      className={styles.bars}
      viewBox={`0 0 ${values.length} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {values.map((value, step) => {
        const height = most === 0 ? 0 : value / most
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
          // biome-ignore lint/a11y/noStaticElementInteractions: the table beside the chart has a link for every step
          <g key={step} className={styles.column} onClick={() => onOpen(step)}>
            <title>{titleOf(step)}</title>
            <rect className={styles.columnGround} x={step} y={0} width={1} height={1} />
            {value > 0 && <rect x={step + 0.1} y={1 - height} width={0.8} height={height} fill={colour} />}
          </g>
        )
      })}
    </svg>
  )
}

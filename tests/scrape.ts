/** Reads the text format of Prometheus: the value of the series that has these labels, whatever others; undefined: none. */
export function valueIn(text: string, name: string, labels: Record<string, string> = {}): number | undefined {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  const series = text
    .split('\n')
    .find(line => /^\w+/.exec(line)?.[0] === name && wanted.every(label => line.includes(label)))
  return series === undefined ? undefined : Number(series.split(' ').at(-1))
}

import { useEffect, useMemo, useState } from 'react'
import type * as Y from 'yjs'
import type { Beat } from '../../shared/core/beats/beats.ts'
import { variantsRoot } from '../../shared/core/treatment/variants.ts'
import { type PassageLine, passageOf, readTreatmentLines, type TreatmentLines } from './passage.ts'

/** By beat id; beats that come from no passage are not in it. */
export type Passages = ReadonlyMap<string, readonly PassageLine[]>

const NONE: Passages = new Map()

/** What each beat was made from, as it reads now. Empty while the treatment is not here. */
export function usePassages(beats: readonly Beat[], treatment: Y.Doc | null): Passages {
  const [lines, setLines] = useState<TreatmentLines | null>(null)
  useEffect(() => {
    if (!treatment) return
    const read = () => setLines(readTreatmentLines(treatment))
    const variants = variantsRoot(treatment)
    variants.observeDeep(read)
    read()
    return () => {
      variants.unobserveDeep(read)
      setLines(null)
    }
  }, [treatment])
  return useMemo(() => {
    if (!lines) return NONE
    const linked = beats.filter(beat => beat.sources.size > 0)
    return new Map(linked.map(beat => [beat.id, passageOf(beat.sources, lines)]))
  }, [beats, lines])
}

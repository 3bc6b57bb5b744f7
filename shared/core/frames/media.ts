import type { Author } from '../documents/author.ts'
import { amountValue, flagValue, hashesIn, idValue, textValue } from '../documents/values.ts'

/** What every generated picture and clip says of itself. */
export interface Generated {
  id: string
  order: string
  shot: string
  /** Id of the stored file. */
  media: string
  /** Over everything that went into it: equal hashes mean that it need not be made again. */
  inputHash: string
  model: string
  /** What it cost, and what it would cost again. */
  credits: number
  approved: boolean
  /** It was approved before the script was written anew on this timeline: it still counts, and is to be approved again. */
  invalidated: boolean
  /** What the person asked for. */
  guidance: string
  /** ISO 8601. */
  at: string
  dependsOn: ReadonlyMap<string, string>
  madeBy: Author | null
}
export type GeneratedDraft = Pick<Generated, 'shot' | 'media' | 'inputHash' | 'model' | 'credits' | 'at'> &
  Partial<Pick<Generated, 'approved' | 'guidance' | 'dependsOn'>>

export const GENERATED_VALUES = [
  'shot',
  'media',
  'inputHash',
  'model',
  'credits',
  'approved',
  'invalidated',
  'guidance',
  'at',
] as const

interface GeneratedRow {
  id: string
  order: string
  madeBy: Author | null
  values: Readonly<Record<(typeof GENERATED_VALUES)[number], unknown>>
  maps: Readonly<Record<'dependsOn', ReadonlyMap<string, unknown>>>
}

/** Null where a foreign program left a row without a shot or a file. */
export function generatedOf({ id, order, madeBy, values, maps }: GeneratedRow): Generated | null {
  const [shot, media] = [idValue(values.shot), idValue(values.media)]
  if (shot === null || media === null) return null
  return {
    id,
    order,
    madeBy,
    shot,
    media,
    inputHash: textValue(values.inputHash),
    model: textValue(values.model),
    credits: amountValue(values.credits),
    approved: flagValue(values.approved) && !flagValue(values.invalidated),
    invalidated: flagValue(values.approved) && flagValue(values.invalidated),
    guidance: textValue(values.guidance),
    at: textValue(values.at),
    dependsOn: hashesIn(maps.dependsOn),
  }
}

/** Of several attempts the approved one counts, or that was until it was invalidated, of those the last; else the last of all. */
export const chosenOf = <G extends { approved: boolean; invalidated?: boolean }>(attempts: readonly G[]): G | null =>
  attempts.findLast(one => one.approved || one.invalidated) ?? attempts.at(-1) ?? null

/** What approving one attempt writes in each of those it stands beside: no other one is approved, and none waits any more. */
export const approvalOf = (isApproved: boolean) => ({ approved: isApproved ? true : null, invalidated: null })

import type { PlaceKind } from './places.data.ts'

/** Parts of a place, inside ('in') or outside ('out'), for scenes that need a corner of their own. */
export const PARTS: Record<PlaceKind, readonly string[]> = {
  water: ['out landing stage', 'in boathouse', 'out path along the bank'],
  town: ['out side street', 'in stairwell', 'out market corner'],
  wild: ['out edge of the track', 'in shelter', 'out ridge'],
  road: ['out lay-by', 'in parked car', 'out bend'],
  home: ['in kitchen', 'in hallway', 'out back step', 'in bedroom'],
  trade: ['in back room', 'in counter', 'out delivery yard'],
  office: ['in corridor', 'in back office', 'in stairwell', 'out entrance'],
  school: ['in corridor', 'in empty classroom', 'out yard'],
  care: ['in corridor', 'in side room', 'out smokers’ corner'],
  law: ['in corridor', 'in visitors’ room', 'out yard'],
  holy: ['in side aisle', 'in sacristy', 'out porch'],
  inn: ['in corner table', 'in kitchen', 'out back door'],
  vehicle: ['in rear', 'in by the window', 'out alongside'],
  transit: ['in waiting room', 'in underpass', 'out far end'],
  tower: ['in stairs', 'in top room', 'out foot of the wall'],
  stage: ['in wings', 'in dressing room', 'out stage door'],
  space: ['in service corridor', 'in sleeping quarters', 'in viewing port'],
  under: ['in side passage', 'in foot of the ladder', 'out entrance'],
  castle: ['in antechamber', 'in gallery', 'out courtyard'],
}

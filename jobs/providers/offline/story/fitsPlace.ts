import type { Place } from './facts.ts'

const INDOORS =
  /\b(?:doors?|doorway|rooms?|floor|walls?|ceiling|fridge|chairs?|sits?|sitting|stairs|panes?|ledge|shut|laid|wallpaper|curtain|tables?|trays?|ashtray|umbrellas|sill|lamp goes|light on|coat|tea|hooks|potatoes|inside)\b/i

/** Can a line of the tables be said or seen at a place? Nobody shuts the door of a river. */
export const fitsPlace = (line: string, place: Place): boolean => place.inside || !INDOORS.test(line)

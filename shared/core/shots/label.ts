/** 0 -> 'A', 25 -> 'Z', 26 -> 'AA': the letters of a shot by its place in the scene. */
export function shotLetters(place: number): string {
  let letters = ''
  for (let rest = place; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters
  return letters
}

/**
 * The label of a shot as printed: scene number and letters, '3A'. Labels are computed, never stored, so they renumber
 * themselves. Behind a number that ends in a letter ('12A') stands a hyphen: the 27th shot of scene 12 is '12AA'.
 */
export function shotLabel(sceneNumber: string, place: number): string {
  return `${sceneNumber}${/\p{L}$/u.test(sceneNumber) ? '-' : ''}${shotLetters(place)}`
}

/** Gives every shot its label by its place in the list. */
export function labelShots<T>(shots: readonly T[], sceneNumber: string): (T & { label: string })[] {
  return shots.map((shot, place) => ({ ...shot, label: shotLabel(sceneNumber, place) }))
}

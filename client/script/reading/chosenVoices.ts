const KEY = 'aiuteur.script.voices'
/** Characters of this many projects and more. */
const MOST = 500

/** Who speaks with which voice, as this person chose it; '' is whoever reads the action. */
export function chosenVoices(): Map<string, string> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    if (!Array.isArray(saved)) return new Map()
    const pairs = (saved as unknown[]).filter(
      (pair): pair is [string, string] =>
        Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'string',
    )
    return new Map(pairs)
  } catch {
    return new Map()
  }
}

export function chooseVoice(speaker: string, voice: string): Map<string, string> {
  const chosen = chosenVoices()
  chosen.delete(speaker)
  chosen.set(speaker, voice)
  try {
    localStorage.setItem(KEY, JSON.stringify([...chosen].slice(-MOST)))
  } catch {}
  return chosen
}

import type { Speech } from './player.ts'

/** Does this browser speak at all? */
export const canSpeak = (): boolean => 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window

/** The voices of a language, or all where it has none. They may arrive a moment after the page. */
export function voicesOf(language: string): SpeechSynthesisVoice[] {
  if (!canSpeak()) return []
  const all = speechSynthesis.getVoices()
  const short = (language || navigator.language).slice(0, 2).toLowerCase()
  const own = all.filter(voice => voice.lang.toLowerCase().startsWith(short))
  return own.length > 0 ? own : all
}

export const browserSpeech: Speech = {
  speak(text, voice, rate, done) {
    const utterance = new SpeechSynthesisUtterance(text)
    const found = speechSynthesis.getVoices().find(({ voiceURI }) => voiceURI === voice)
    if (found) {
      utterance.voice = found
      utterance.lang = found.lang
    }
    utterance.rate = rate
    utterance.onend = () => done(null)
    utterance.onerror = ({ error }) => {
      if (error !== 'canceled' && error !== 'interrupted')
        done('The voice broke off. Choose another one, or go on to hear the line again.')
    }
    speechSynthesis.speak(utterance)
  },
  cancel() {
    if (canSpeak()) speechSynthesis.cancel()
  },
}

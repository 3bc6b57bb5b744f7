import { useEffect, useState } from 'react'
import { canSpeak, voicesOf } from './browserSpeech.ts'

/** The voices of a language on this machine, as they arrive. */
export function useVoices(language: string): readonly SpeechSynthesisVoice[] {
  const [voices, setVoices] = useState<readonly SpeechSynthesisVoice[]>(() => voicesOf(language))
  useEffect(() => {
    const look = () => setVoices(voicesOf(language))
    look()
    if (!canSpeak()) return
    speechSynthesis.addEventListener('voiceschanged', look)
    return () => speechSynthesis.removeEventListener('voiceschanged', look)
  }, [language])
  return voices
}

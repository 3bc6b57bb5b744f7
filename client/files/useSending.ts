import { useState } from 'react'
import { FILE_KINDS, tooLargeToStage } from '../../shared/core/brief/files.ts'
import { sentenceOf } from '../api/request.ts'

/** What an <input type="file"> takes for a text. */
export const TEXT_FILES = [...FILE_KINDS.map(kind => `.${kind}`), '.markdown'].join(',')

/** A file on its way, or one that never arrived. */
export interface Sending {
  key: number
  name: string
  /** Why it was not added, in a sentence; null while it is sent. */
  problem: string | null
}

let keys = 0

/** Sends files one after the other, in the order in which they were chosen. `post` ends when the list has the file. */
export function useSending(post: (form: FormData) => Promise<void>) {
  const [sending, setSending] = useState<readonly Sending[]>([])
  const forget = (key: number) => setSending(now => now.filter(one => one.key !== key))
  const send = async (files: readonly File[]) => {
    const waiting = files.map(file => ({ key: ++keys, name: file.name, problem: tooLargeToStage(file.size), file }))
    setSending(now => [...now, ...waiting])
    for (const { key, problem, file } of waiting) {
      if (problem !== null) continue
      const form = new FormData()
      form.set('file', file)
      try {
        await post(form)
        forget(key)
      } catch (error) {
        setSending(now => now.map(one => (one.key === key ? { ...one, problem: sentenceOf(error) } : one)))
      }
    }
  }
  return { sending, send, forget }
}

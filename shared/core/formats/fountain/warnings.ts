import { cleanText, decodeFountain } from './decode.ts'
import { scan } from './scan.ts'

export interface FountainWarning {
  /** Line of the file, from 1. */
  line: number
  message: string
}

const UNCLOSED_NOTE = 'A note is opened here with [[ and never closed with ]]: it is read as plain text.'
const UNCLOSED_BONEYARD = 'A boneyard is opened here with /* and never closed with */: it is read as plain text.'

/** What is written in a file and does not do what its writer may think: notes and boneyards that never end. */
export function fountainWarnings(file: string | Uint8Array): FountainWarning[] {
  const text = cleanText(typeof file === 'string' ? file : decodeFountain(file))
  let line = 1
  let counted = 0
  return scan(text, true).unclosed.map(at => {
    for (; counted < at; counted++) if (text[counted] === '\n') line++
    return { line, message: text[at] === '[' ? UNCLOSED_NOTE : UNCLOSED_BONEYARD }
  })
}

import { z } from 'zod'

/** What is said of a screenplay that was imported. */
export const imported = z.object({
  id: z.string(),
  scenes: z.number().int(),
  lines: z.number().int(),
  /** What of the file could not be read, or not for sure. */
  notes: z.array(z.string()),
  /** Of a PDF: how sure the reading is, 0..1. */
  confidence: z.number().optional(),
})

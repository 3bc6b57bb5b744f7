import type { Page } from '@playwright/test'
import { writeFountain } from '../../shared/core/formats/fountain/write.ts'
import { importFountain, type Studio } from '../e2e/studio.ts'
import { longScreenplay } from '../fixtures/longScreenplay.ts'

/** A project with a script of about `pages` printed pages (some 33 lines each). */
export function importScreenplay(page: Page, studio: Studio, pages: number): Promise<{ id: string }> {
  const screenplay = longScreenplay({ scenes: Math.max(5, Math.round(pages * 0.83)), lines: Math.round(pages * 33.3) })
  return importFountain(page, studio, `${pages} pages`, writeFountain(screenplay))
}

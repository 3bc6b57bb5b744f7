import { accountRoutes } from './accounts.ts'
import { directorEntries } from './director.ts'
import { documentRoutes } from './documents.ts'
import type { RouteEntry } from './entry.ts'
import { fileEntries } from './files.ts'
import { findingEntries } from './findings.ts'
import { libraryEntries } from './library.ts'
import { operatingEntries } from './operating.ts'
import { outdatedEntries } from './outdated.ts'
import { projectRoutes } from './projects.ts'
import { reportEntries } from './reports.ts'
import { stageEntries } from './stages.ts'
import { styleEntries } from './styles.ts'
import { timelineEntries } from './timelines.ts'
import { vaultEntries } from './vault.ts'

/** Every route of the API. A test compares it with the routes that are mounted, both ways. */
export const ROUTES: readonly RouteEntry[] = [
  ...accountRoutes,
  ...projectRoutes,
  ...reportEntries,
  ...stageEntries,
  ...outdatedEntries,
  ...timelineEntries,
  ...fileEntries,
  ...directorEntries,
  ...styleEntries,
  ...libraryEntries,
  ...findingEntries,
  ...vaultEntries,
  ...documentRoutes,
  ...operatingEntries,
]

import { ASSET_LIMITS } from '../assets/assets.ts'

/** What an asset library may have. Every limit is asked by the server and said on the page. */
export const LIBRARY_LIMITS = {
  /** Assets of one organisation or person. */
  assets: 2_000,
  /** Of those that were deleted, how many are kept to be restored: the last ones. */
  deleted: 200,
  name: ASSET_LIMITS.name,
  description: ASSET_LIMITS.description,
  /** Characters of what is searched for. */
  query: 200,
  /** Assets of one page of the list. */
  page: 40,
} as const

/** The largest frame that the sync socket takes of a client. What is larger goes to POST /api/documents/:id/updates. */
export const MOST_FRAME_BYTES = 1024 * 1024
/** The largest update that is taken at all. Longer pastes than any screenplay fit. */
export const MOST_UPDATE_BYTES = 16 * 1024 * 1024

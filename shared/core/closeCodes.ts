/** Close codes of the sync socket, shared by server and client. The client stops retrying on every code of 44xx. */
export const CLOSE = {
  badFrame: { code: 4400, reason: 'bad-frame' },
  signInNeeded: { code: 4401, reason: 'sign-in-needed' },
  accessRevoked: { code: 4403, reason: 'access-revoked' },
  documentGone: { code: 4404, reason: 'document-gone' },
  editorOutdated: { code: 4409, reason: 'editor-outdated' },
  accountSuspended: { code: 4410, reason: 'account-suspended' },
  tooLarge: { code: 4413, reason: 'too-large' },
  tooFast: { code: 4429, reason: 'too-fast' },
  mustWait: { code: 4430, reason: 'must-wait' },
  restarting: { code: 1012, reason: 'restarting' },
} as const

export type CloseName = keyof typeof CLOSE

import { EDITOR_VERSION } from '../../shared/core/editorVersion.ts'

/**
 * Editors name the version of the document schemas they know as `?editor=N` in the address of the socket: all documents
 * of a tab share it, and it is known before the first message. One that names none is served; one that names an older one,
 * or something that is no version, would delete what it does not know, for everyone.
 */
export function isOutdatedEditor(named: string | undefined): boolean {
  return named !== undefined && !(Number.parseInt(named, 10) >= EDITOR_VERSION)
}

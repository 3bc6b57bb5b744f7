/**
 * The version of the document schemas that this build reads and writes. A client that names an older one is refused
 * before it syncs: an old editor deletes what it does not know, for everyone. Raise it with every change of a schema.
 */
export const EDITOR_VERSION = 11

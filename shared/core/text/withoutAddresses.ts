/** Markdown around an address: of a link or a picture the words stay. */
const MARKED = /!?\[([^\]\n]{0,200})\]\([^)\s]*\)/g
/** Anything that a program might open. */
const ADDRESS =
  /(?:\b[a-z][a-z0-9+.-]{1,20}:\/\/|\bwww\.|\b(?:javascript|data|mailto|vbscript|file|blob):)[^\s<>"”“]*/gi

/**
 * The words of a model without addresses: what it says about a film never leads out of it, and nobody is made to copy an
 * address that a document smuggled in.
 */
export const withoutAddresses = (text: string): string =>
  text.replace(MARKED, '$1').replace(ADDRESS, '(address left out)')

const MAGIC = '%PDF-'

/** Whether a file says of itself that it is a PDF. Some have a few bytes of a mail or of a printer before it. */
export const isPdf = (bytes: Uint8Array): boolean => String.fromCharCode(...bytes.subarray(0, 1024)).includes(MAGIC)

/** A Content-Disposition that downloads under this name, whatever signs are in it. */
export function attachmentName(name: string): string {
  const ascii = name.replace(/[^\w ,.-]+/g, '_')
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`
}

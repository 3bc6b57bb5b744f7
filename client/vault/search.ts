import { VAULT_PAGE, type VaultQuery, vaultQuery } from '../../shared/core/api/vault.ts'

/** What the address of the vault says is looked for, and which artifact is open. */
export interface VaultSearch extends VaultQuery {
  artifact?: string
}

const FIELDS = vaultQuery.shape

/** Whatever else stands in the address is read past. */
export function readVaultSearch({ artifact, ...search }: Record<string, unknown>): VaultSearch {
  const found: VaultSearch = {}
  for (const [name, field] of Object.entries(FIELDS)) {
    const value = search[name]
    // the address reads figures as numbers
    const read = field.safeParse(typeof value === 'number' ? String(value) : value)
    if (read.success && read.data !== undefined && read.data !== '') Object.assign(found, { [name]: read.data })
  }
  return typeof artifact === 'string' ? { ...found, artifact } : found
}

/** The vault, narrowed by nothing. */
export const EVERYTHING = Object.fromEntries(Object.keys(FIELDS).map(name => [name, undefined])) as Record<
  keyof VaultQuery,
  undefined
>

/** The query of a request; `after`: of the next page. */
export function requestOf({ artifact: _, ...query }: VaultSearch, after: string | null): string {
  const params = new URLSearchParams({ limit: String(VAULT_PAGE.usual) })
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value))
  if (after !== null) params.set('after', after)
  return params.toString()
}

/** By how many things the vault is narrowed. */
export const narrowedBy = ({ artifact: _, ...query }: VaultSearch): number =>
  Object.values(query).filter(value => value !== undefined).length

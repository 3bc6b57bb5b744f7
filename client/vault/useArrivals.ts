import { useEffect, useRef, useState } from 'react'
import type { Artifact } from '../../shared/core/api/vault.ts'
import { announce } from '../ui/announce.ts'

/** Milliseconds that a new entry stays marked. */
const MARKED = 2_400

/**
 * Ids of artifacts that have just been made, for a moment each; they are also announced. `of` names what is looked for: what
 * another search finds is not new.
 */
export function useArrivals(artifacts: readonly Artifact[] | null, of: string): ReadonlySet<string> {
  const before = useRef<{ of: string; ids: ReadonlySet<string>; newest: string } | null>(null)
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (artifacts === null) return
    const was = before.current
    const newest = artifacts.reduce((latest, { createdAt }) => (createdAt > latest ? createdAt : latest), '')
    before.current = { of, ids: new Set(artifacts.map(({ id }) => id)), newest }
    if (was?.of !== of) return
    // what a further page brings is older than what was there
    const arrived = artifacts.filter(({ id, createdAt }) => !was.ids.has(id) && createdAt > was.newest)
    const [only] = arrived
    if (!only) return
    announce(arrived.length === 1 ? `New in the vault: ${only.title}.` : `${arrived.length} new in the vault.`)
    setMarked(new Set(arrived.map(({ id }) => id)))
  }, [artifacts, of])
  useEffect(() => {
    if (marked.size === 0) return
    const timer = setTimeout(() => setMarked(new Set()), MARKED)
    return () => clearTimeout(timer)
  }, [marked])
  return marked
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { type ApiKeyRow, madeApiKey } from '../../shared/core/api/people.ts'
import { keysQuery } from '../api/people.ts'
import { api, sentenceOf } from '../api/request.ts'
import styles from '../settings/people.module.css'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Secret } from '../ui/Secret.tsx'
import { relativeTime } from '../ui/time.ts'

const factsOf = ({ beginning, createdAt, lastUsedAt }: ApiKeyRow): string =>
  `${beginning}… · made ${relativeTime(createdAt)} · ${lastUsedAt ? `used ${relativeTime(lastUsedAt)}` : 'never used'}`

/** Keys for programs that act as this person. */
export function ApiKeys() {
  const keys = useQuery(keysQuery)
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [ending, setEnding] = useState<ApiKeyRow | null>(null)
  const onSettled = () => queries.invalidateQueries({ queryKey: ['account'] })
  const make = useMutation({
    mutationFn: () => api.post('/api/account/keys', { name }, madeApiKey),
    onSuccess: () => setName(''),
    onSettled,
  })
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete(`/api/account/keys/${encodeURIComponent(id)}`),
    onSettled: (_answer, _error, id) => {
      if (make.data?.apiKey.id === id) make.reset()
      return onSettled()
    },
  })
  const error = revoke.error ?? keys.error
  return (
    <section aria-labelledby="keys" className={styles.part}>
      <h2 id="keys" className={styles.heading}>
        API keys
      </h2>
      <p className={styles.reason}>
        A program with a key may do what you may, but not change your password or keys. The API is described at{' '}
        <a href="/api/openapi.json">/api/openapi.json</a>.
      </p>
      <form
        className={styles.addKey}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          if (!make.isPending) make.mutate()
        }}
      >
        <Field label="What the key is for" error={make.error?.message}>
          <Input value={name} maxLength={100} autoComplete="off" onChange={event => setName(event.target.value)} />
        </Field>
        <Button type="submit" icon={<KeyRound aria-hidden="true" />} pending={make.isPending}>
          Make a key
        </Button>
      </form>
      {make.data && (
        <Secret
          key={make.data.apiKey.id}
          label={`Key for ${make.data.apiKey.name}`}
          value={make.data.key}
          hint="It is shown only now. Send it as “Authorization: Bearer …”."
        />
      )}
      {error && <ErrorNotice happened="The keys could not be read or changed." kept={sentenceOf(error)} />}
      {keys.data && keys.data.length > 0 && (
        <ul className={styles.list} aria-label="API keys">
          {keys.data.map(key => (
            <li key={key.id} className={styles.row}>
              <div>
                <p className={styles.name}>{key.name}</p>
                <p className={styles.email}>{factsOf(key)}</p>
              </div>
              <span />
              <span className={styles.role}>{key.expiresAt ? `until ${relativeTime(key.expiresAt)}` : ''}</span>
              <Button variant="quiet" size="small" aria-label={`Revoke ${key.name}`} onClick={() => setEnding(key)}>
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      {ending && (
        <ConfirmDialog
          open
          danger
          onOpenChange={open => !open && setEnding(null)}
          title={`Revoke “${ending.name}”?`}
          description="Programs that use this key are refused from now on. Nothing that they did is undone."
          confirm="Revoke"
          onConfirm={() => revoke.mutate(ending.id)}
        />
      )}
    </section>
  )
}

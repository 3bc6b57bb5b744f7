import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { Artifact } from '../../shared/core/api/vault.ts'
import { artifactTag, TAG_LIMITS } from '../../shared/core/vault/tags.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { announce } from '../ui/announce.ts'
import { IconButton } from '../ui/Button.tsx'
import { Input } from '../ui/Field.tsx'
import { Problem } from '../ui/Problem.tsx'
import artifacts from './artifacts.module.css'
import { useTagging, useVaultContents } from './queries.ts'
import styles from './vault.module.css'

/** The tags of an artifact; editors put them on and take them off, for everybody. */
export function Tags({ artifact }: { artifact: Pick<Artifact, 'id' | 'tags' | 'title'> }) {
  const { project, role } = useProjectContext()
  const { add, remove } = useTagging(project.id, artifact.id)
  const known = useVaultContents(project.id).data?.tags ?? []
  const [word, setWord] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const onError = (error: Error) => setProblem(sentenceOf(error))
  const mayTag = may(role, 'vault.tag')
  const isFull = artifact.tags.length >= TAG_LIMITS.each
  const put = (): void => {
    const read = artifactTag.safeParse(word)
    setProblem(read.error?.issues[0]?.message ?? null)
    if (!read.success) return
    add.mutate(read.data, {
      onError,
      onSuccess: () => {
        setWord('')
        announce(`Tagged “${read.data}”.`)
      },
    })
  }
  return (
    <div className={artifacts.tagging}>
      {artifact.tags.length > 0 && (
        <ul className={artifacts.tags} aria-label="Tags">
          {artifact.tags.map(tag => (
            <li key={tag} className={artifacts.tag}>
              {tag}
              {mayTag && (
                <IconButton
                  label={`Remove the tag “${tag}”`}
                  size="small"
                  onClick={() =>
                    remove.mutate(tag, {
                      onError,
                      onSuccess: () => {
                        announce(`The tag “${tag}” is removed.`)
                        field.current?.focus()
                      },
                    })
                  }
                >
                  <X />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayTag ? (
        <form
          className={artifacts.addTag}
          onSubmit={event => {
            event.preventDefault()
            put()
          }}
        >
          <Input
            ref={field}
            aria-label="Add a tag"
            aria-describedby={problem ? 'vault-tag-problem' : undefined}
            placeholder={isFull ? `At most ${TAG_LIMITS.each} tags` : 'Add a tag'}
            list="vault-tags"
            maxLength={TAG_LIMITS.length}
            value={word}
            disabled={isFull && word === ''}
            onChange={event => {
              setWord(event.target.value)
              setProblem(null)
            }}
          />
          <datalist id="vault-tags">
            {known.map(({ tag }) => (
              <option key={tag} value={tag} />
            ))}
          </datalist>
          <IconButton label="Add the tag" type="submit" aria-busy={add.isPending}>
            <Plus />
          </IconButton>
        </form>
      ) : (
        artifact.tags.length === 0 && <p className={styles.hint}>No tags. Editors can add some.</p>
      )}
      <div aria-live="polite">{problem && <Problem id="vault-tag-problem" sentence={problem} />}</div>
    </div>
  )
}

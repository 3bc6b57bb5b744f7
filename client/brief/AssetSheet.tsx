import { useMutation } from '@tanstack/react-query'
import { TableProperties } from 'lucide-react'
import { may } from '../../shared/core/access.ts'
import { sheetRead } from '../../shared/core/api/files.ts'
import { ASSET_KINDS, type Asset } from '../../shared/core/assets/assets.ts'
import { SHEET_LIMITS } from '../../shared/core/assets/sheet.ts'
import { counted } from '../../shared/core/text/counted.ts'
import { api } from '../api/request.ts'
import { useAssets } from '../assets/useAssets.ts'
import { FileArea } from '../files/FileArea.tsx'
import { KINDS } from '../library/kinds.ts'
import { useProjectContext } from '../project/context.tsx'
import { useDocument } from '../sync/hooks.ts'
import { announce } from '../ui/announce.ts'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import styles from './staging.module.css'

const TOO_LARGE = `An asset sheet has at most ${SHEET_LIMITS.bytes / 1024 / 1024} MB. Nothing was added. Split it.`

/** The sheet of characters, settings and props that may come with a screenplay, and what the project has of them. */
export function AssetSheet() {
  const { project, documents, role } = useProjectContext()
  const row = documents.find(one => one.kind === 'assets' && one.timelineId === project.timelineId)
  const { document, ready } = useDocument(row?.id ?? null)
  const assets = useAssets(ready ? (document?.doc ?? null) : null)
  const add = useMutation({
    mutationFn: async (file: File) => {
      if (file.size > SHEET_LIMITS.bytes) throw new Error(TOO_LARGE)
      const form = new FormData()
      form.set('file', file)
      const read = await api.post(`/api/projects/${encodeURIComponent(project.id)}/assets/sheet`, form, sheetRead)
      return { ...read, file: file.name }
    },
    onSuccess: ({ added, problems, moreProblems }) =>
      announce(`${counted(added, 'asset')} added. Entries left out: ${problems.length + moreProblems}.`),
  })
  const told = add.data
  return (
    <FileArea
      title="Characters, settings and props"
      add="Add a sheet"
      icon={<TableProperties aria-hidden="true" />}
      label="Sheet of characters, settings and props"
      accept=".csv,.json"
      pending={add.isPending}
      isOpen={may(role, 'project.import')}
      closedReason="Editors can do this."
      hint="Optional: a CSV with the columns kind, name and description, or a JSON list of the same. A kind is character, setting or prop."
      onFiles={([file]) => file && add.mutate(file)}
    >
      {add.error && <ErrorNotice happened={add.error.message} />}
      {told && (
        <div className={styles.told}>
          <p>
            {told.file}: {counted(told.added, 'asset')} added.
            {told.known.length > 0 && ` ${named(told.known)} there already and not changed.`}
          </p>
          {told.problems.length > 0 && (
            <ul className={styles.problems} aria-label="Entries that were left out">
              {told.problems.map(({ line, problem }) => (
                <li key={`${line} ${problem}`}>
                  Line {line}: {problem}
                </li>
              ))}
              {told.moreProblems > 0 && <li>And {told.moreProblems.toLocaleString('en')} more.</li>}
            </ul>
          )}
        </div>
      )}
      {ASSET_KINDS.map(kind => (
        <AssetList key={kind} title={KINDS[kind].many} assets={assets.filter(asset => asset.kind === kind)} />
      ))}
    </FileArea>
  )
}

function AssetList({ title, assets }: { title: string; assets: readonly Asset[] }) {
  if (assets.length === 0) return null
  return (
    <details className={styles.assets} open={assets.length <= 12}>
      <summary>
        {title} <span className={styles.hint}>{assets.length}</span>
      </summary>
      <dl>
        {assets.map(({ id, name, description, from }) => (
          <div key={id} title={from}>
            <dt>{name}</dt>
            <dd>{description === '' ? 'No description yet.' : description}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** '“Mara” and 3 others are', for what is said of them. */
function named(names: readonly string[]): string {
  const [first = '', ...others] = names
  if (others.length === 0) return `“${first}” is`
  return `“${first}” and ${others.length === 1 ? '1 other' : `${others.length.toLocaleString('en')} others`} are`
}

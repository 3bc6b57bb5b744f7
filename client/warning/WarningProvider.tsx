import { Archive } from 'lucide-react'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import type { Consequences, Operation } from '../../shared/core/api/consequences.ts'
import { useScenes } from '../api/hooks.ts'
import { sentenceOf } from '../api/request.ts'
import { useVersionMutations } from '../history/queries.ts'
import { useProjectContext } from '../project/context.tsx'
import { useStages } from '../stages/queries.ts'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { useToast } from '../ui/Toast.tsx'
import { Effects } from './Effects.tsx'
import { foresee } from './queries.ts'
import { isQuiet, rememberQuiet } from './quiet.ts'
import styles from './warning.module.css'
import { effectWords, isNothing } from './words.ts'

/** Something that somebody is about to do. */
export interface Intent {
  operation: Operation
  /** 'Edit the script anyway?' */
  title: string
  /** Said first. */
  description?: string
  /** The verb on the button. */
  confirm: string
  /** In the name of what is locked in: 'editing the script'. */
  before: string
  /** It is asked about also when nothing depends on it. */
  always?: boolean
  /** For what is undone as easily: under what it is remembered that nobody wants to be asked again. Else it is always asked. */
  quiet?: string
  /** Another way to the same end. */
  instead?: { label: string; onSelect: () => void }
  run: () => void
}

/** Operations of which nobody knows yet what will be written. */
const GUESSED: ReadonlySet<Operation['kind']> = new Set(['edit', 'write'])

/** Does it, at once when nothing depends on what it changes, else when a person has seen what would be outdated. */
export type Warn = (intent: Intent) => Promise<void>

const WarningContext = createContext<Warn | null>(null)

export function useWarning(): Warn {
  const warn = useContext(WarningContext)
  if (!warn) throw new Error('useWarning is used outside of a project page.')
  return warn
}

/** The Cost & Dependency Warning: one for all pages of a project. It never blocks: whoever cannot be answered goes on. */
export function WarningProvider({ children }: { children: ReactNode }) {
  const { project, scriptDocumentId } = useProjectContext()
  const { name: commit } = useVersionMutations(project.id, scriptDocumentId)
  const toast = useToast()
  const scenes = useScenes(project.id).data
  const stages = useStages(project.id).data
  const [asked, setAsked] = useState<{ intent: Intent; found: Consequences | null } | null>(null)
  const [hush, setHush] = useState(false)

  /** Is it known here already that nothing depends on it? */
  const isFree = ({ kind, ...operation }: Operation): boolean => {
    const stage = 'stage' in operation ? operation.stage : 'script'
    const feeds = stages?.find(({ id }) => id === stage)?.feeds
    if (!scenes || !feeds) return false
    const hasShots = scenes.some(({ shots }) => shots > 0)
    if (kind === 'edit') return feeds.length === 0 && (stage !== 'script' || !hasShots)
    if (kind === 'omitScene') return !hasShots && feeds.length === 0
    return (kind === 'moveScene' || kind === 'deleteShots') && !hasShots
  }
  const known = useRef(isFree)
  known.current = isFree
  /** What is being asked about now: a second press does not do it twice. */
  const underWay = useRef(new Set<string>())

  const warn = useCallback<Warn>(
    async intent => {
      const { operation, always = false, quiet, run } = intent
      // what has its undo beside it does not wait for an answer that is known here
      if (quiet !== undefined && (isQuiet(quiet) || known.current(operation))) return run()
      const key = JSON.stringify(operation)
      if (underWay.current.has(key)) return
      underWay.current.add(key)
      const found = await foresee(project.id, operation)
      underWay.current.delete(key)
      if (!always && (!found || isNothing(found))) return run()
      setHush(false)
      setAsked({ intent, found })
    },
    [project.id],
  )
  const go = ({ quiet, run }: Intent): void => {
    if (hush && quiet !== undefined) rememberQuiet(quiet)
    setAsked(null)
    run()
  }
  const lockIn = (intent: Intent): void =>
    commit.mutate(
      { name: `Locked in before ${intent.before}`.slice(0, 200), message: '', whole: true },
      {
        onSuccess: ({ name }) => {
          toast({ title: 'Everything is locked in', detail: `“${name}” is in the version history.`, tone: 'ok' })
          go(intent)
        },
        onError: error =>
          toast({
            title: 'Nothing was locked in',
            detail: `${sentenceOf(error)} Nothing else was done either.`,
            tone: 'danger',
          }),
      },
    )
  const { intent, found } = asked ?? {}
  const effects = found && !isNothing(found) ? found : null
  const said = intent && [
    ...(intent.description === undefined ? [] : [intent.description]),
    ...(effects
      ? [`${GUESSED.has(intent.operation.kind) ? 'It may outdate' : 'It outdates'} ${effectWords(effects)}.`]
      : []),
    ...(intent.always && found === null ? ['What depends on it could not be read just now.'] : []),
  ]
  return (
    <WarningContext value={warn}>
      {children}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={open => !open && setAsked(null)}
        wide={effects !== null}
        title={intent?.title ?? ''}
        description={said?.join(' ') ?? ''}
        confirm={intent?.confirm ?? ''}
        {...(intent?.instead ? { instead: intent.instead } : {})}
        onConfirm={() => intent && go(intent)}
        other={
          intent &&
          effects && (
            <Button icon={<Archive aria-hidden="true" />} pending={commit.isPending} onClick={() => lockIn(intent)}>
              Lock in everything first
            </Button>
          )
        }
      >
        {effects && <Effects of={effects} />}
        {effects && intent?.quiet !== undefined && (
          <label className={styles.again}>
            <input type="checkbox" checked={hush} onChange={event => setHush(event.target.checked)} />
            Don’t ask again in this session
          </label>
        )}
      </ConfirmDialog>
    </WarningContext>
  )
}

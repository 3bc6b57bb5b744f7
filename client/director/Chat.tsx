import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { may } from '../../shared/core/access.ts'
import type { DirectorMessage } from '../../shared/core/api/director.ts'
import { sentenceOf } from '../api/request.ts'
import { useProjectContext } from '../project/context.tsx'
import { announce } from '../ui/announce.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { PagePending } from '../ui/PagePending.tsx'
import { useToast } from '../ui/Toast.tsx'
import { Composer } from './Composer.tsx'
import styles from './director.module.css'
import { Message } from './Message.tsx'
import { newsOf } from './news.ts'
import { readEarlier, useDirectorMutations, useDirectorThread } from './queries.ts'

/** Pixels from the end within which somebody reads along: what comes then is scrolled to. */
const AT_END = 80

/** The thread, and the field in which one says something. */
export function Chat({ onRoom }: { onRoom: () => void }) {
  const { project, role, user } = useProjectContext()
  const thread = useDirectorThread(project.id)
  const { say } = useDirectorMutations(project.id)
  const [earlier, setEarlier] = useState<{ messages: readonly DirectorMessage[]; hasEarlier: boolean } | null>(null)
  const toast = useToast()
  const newest = thread.data?.messages ?? []
  const first = newest[0]?.place ?? 0
  const messages = [...(earlier?.messages ?? []).filter(({ place }) => place < first), ...newest]
  const hasEarlier = earlier?.hasEarlier ?? thread.data?.hasEarlier ?? false
  useTold(thread.data?.messages, user.id)
  const scroller = useEndInSight(messages.at(-1))

  if (thread.error && !thread.data)
    return <ErrorNotice happened={sentenceOf(thread.error)} kept="What was said is kept on the server." />
  if (!thread.data) return <PagePending />
  const showEarlier = () =>
    readEarlier(project.id, messages[0]?.place ?? 0).then(
      page => setEarlier({ messages: [...page.messages, ...messages], hasEarlier: page.hasEarlier }),
      (error: unknown) => toast({ title: 'It could not be read', detail: sentenceOf(error), tone: 'danger' }),
    )
  return (
    <>
      {/* what comes is told by announce(), one sentence each: a log would read whole cards */}
      <div className={styles.thread} ref={scroller} role="log" aria-live="off" aria-label="What was said">
        {hasEarlier && (
          <Button size="small" variant="quiet" onClick={() => void showEarlier()}>
            Show what was said before
          </Button>
        )}
        {messages.length === 0 && <Beginning />}
        <ol className={styles.messages}>
          {messages.map(message => (
            <Message key={message.id} message={message} onRoom={onRoom} />
          ))}
        </ol>
      </div>
      <Composer
        projectId={project.id}
        reason={
          may(role, 'director.speak')
            ? null
            : 'You can read along. Ask the owner to make you a commenter, and you can talk.'
        }
        mayAct={may(role, 'director.confirm')}
        onSay={message => say.mutateAsync(message)}
      />
    </>
  )
}

function Beginning() {
  return (
    <div className={styles.beginning}>
      <p>Say in plain words what should happen; everybody in the project reads along.</p>
      <ul>
        <li>“Looks good” locks what stands there and begins the next stage.</li>
        <li>“Try again, let her stay on the river” writes it anew. What you say is the reason.</li>
        <li>“Make scene 2 more dramatic” changes a part, as a suggestion.</li>
      </ul>
      <p>
        The director says first what it understood, and does it when an editor confirms. After the treatment and after
        the beat sheet it stops and waits for you.
      </p>
    </div>
  )
}

/** Keeps the end in sight for who reads there; who has scrolled up stays. */
function useEndInSight(last: DirectorMessage | undefined) {
  const hasSome = last !== undefined
  const scroller = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is there once something was said
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = () => {
      isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END
    }
    const stay = () => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight
    }
    // cards grow when more is known, and the panel changes with the window
    const sizes = new ResizeObserver(stay)
    for (const one of [box, ...box.children]) sizes.observe(one)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [hasSome])
  const key = `${last?.id} ${last?.state} ${last?.job?.state}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when the end has changed
  useLayoutEffect(() => {
    const box = scroller.current
    if (box && isAtEnd.current) box.scrollTop = box.scrollHeight
  }, [key])
  return scroller
}

/** Tells screen readers what others say, what the director answers, and what becomes of it. */
function useTold(messages: readonly DirectorMessage[] | undefined, userId: string): void {
  const told = useRef<readonly DirectorMessage[] | null>(null)
  useEffect(() => {
    if (!messages) return
    const news = told.current === null ? [] : newsOf(told.current, messages, userId)
    told.current = messages
    if (news.length > 0) announce(news.join(' '))
  }, [messages, userId])
}

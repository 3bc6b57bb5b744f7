import type { DirectorMessage } from '../../shared/core/api/director.ts'
import { useAgents } from '../api/hooks.ts'
import { useProjectContext } from '../project/context.tsx'
import { SawButton } from '../traces/SawButton.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { costLabel } from '../ui/Button.tsx'
import { relativeTime } from '../ui/time.ts'
import { ActCard } from './ActCard.tsx'
import styles from './director.module.css'
import { JobLine } from './JobLine.tsx'

/** Something that was said, and under what the director understood the buttons that belong to it. */
export function Message({ message, onRoom }: { message: DirectorMessage; onRoom: () => void }) {
  const { user, project } = useProjectContext()
  const provider = useAgents(project.id).data?.find(({ name }) => name === 'director')?.provider
  const reader = provider === 'offline' ? 'the offline crew' : 'a model'
  const { author, body, at, timeline } = message
  const isDirector = author === null
  const name = author?.name ?? 'Director'
  const id = author?.id ?? name
  return (
    <li className={styles.message} data-director={isDirector || undefined}>
      <p className={styles.who}>
        <Avatar of={{ id, name, agent: isDirector }} small decorative />
        <span className={styles.name}>{author?.id === user.id ? `${name} (you)` : name}</span>
        <time className={styles.when} dateTime={at}>
          {relativeTime(at)}
        </time>
        {timeline.id !== project.timelineId && <span className={styles.when}>on “{timeline.name}”</span>}
      </p>
      {/* plain words: nothing in a message is ever a link or a picture */}
      <p className={styles.body}>
        {message.act && <strong>Understood: </strong>}
        {body}
      </p>
      {message.reading &&
        (message.state === 'reading' ? (
          <JobLine job={message.reading} act={null} timelineId={timeline.id} onRoom={onRoom} />
        ) : (
          <p className={styles.read}>
            Read by {reader}, since the rules did not know it: {costLabel(message.reading.creditsActual ?? 0)}.
            <SawButton jobId={message.reading.id} />
          </p>
        ))}
      {message.act && <ActCard message={message} act={message.act} onRoom={onRoom} />}
    </li>
  )
}

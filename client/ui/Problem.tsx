import { CircleAlert } from 'lucide-react'
import styles from './Problem.module.css'

/** What is wrong with one thing and what to do, in a sentence beside it. */
export const Problem = ({ id, sentence }: { id?: string; sentence: string }) => (
  <p id={id} className={styles.problem}>
    <CircleAlert aria-hidden="true" />
    {sentence}
  </p>
)

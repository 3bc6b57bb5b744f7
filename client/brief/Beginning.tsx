import type { ReactNode } from 'react'
import type * as Y from 'yjs'
import { type Brief, MODES, type Mode, setMode, setTwist } from '../../shared/core/brief/brief.ts'
import { BRIEF_LIMITS, type BriefProblems } from '../../shared/core/brief/check.ts'
import { MODE_TITLES } from '../../shared/core/brief/words.ts'
import { Field, Input } from '../ui/Field.tsx'
import { AssetSheet } from './AssetSheet.tsx'
import styles from './brief.module.css'
import { Choices } from './Choices.tsx'
import { MakeScript } from './MakeScript.tsx'
import { StagingArea } from './StagingArea.tsx'

const MEANINGS: Record<Mode, string> = {
  expansion: 'A few paragraphs become a whole story in three acts.',
  condensation: 'A long text, such as a novel, is cut down to what a film needs.',
  transformation: 'A text and a twist: its story, moved into another world.',
  screenplay: 'A screenplay is there already and becomes the script as it is.',
}

interface BeginningProps {
  doc: Y.Doc
  origin: object
  brief: Brief
  canWrite: boolean
  /** What is missing or wrong and is to be said now. */
  problems: Pick<BriefProblems, 'files' | 'twist'>
  /** Puts a field into its place, where others are seen in it. */
  place: (name: string, children: ReactNode) => ReactNode
}

/** What the film is made from: the way to begin, the files, and the twist of a transformation. */
export function Beginning({ doc, origin, brief, canWrite, problems, place }: BeginningProps) {
  return (
    <>
      {place(
        'mode',
        <Choices label="Made from">
          {MODES.map(mode => (
            <label key={mode} className={styles.mode}>
              <input
                type="radio"
                name="mode"
                checked={brief.mode === mode}
                disabled={!canWrite}
                onChange={() => setMode(doc, mode, origin)}
              />
              <span>{MODE_TITLES[mode]}</span>
              <span className={styles.meaning}>{MEANINGS[mode]}</span>
            </label>
          ))}
        </Choices>,
      )}
      {place('files', <StagingArea canWrite={canWrite} error={problems.files} />)}
      {brief.mode === 'screenplay' && (
        <>
          <MakeScript />
          <AssetSheet />
        </>
      )}
      {brief.mode === 'transformation' &&
        place(
          'twist',
          <Field
            label="Twist"
            hint={`What becomes of it, in a line. ${brief.twist.length} of ${BRIEF_LIMITS.twist.most} characters.`}
            error={problems.twist}
          >
            <Input
              value={brief.twist}
              readOnly={!canWrite}
              placeholder="Hamlet in space"
              autoComplete="off"
              onChange={event => setTwist(doc, event.target.value, origin)}
            />
          </Field>,
        )}
    </>
  )
}

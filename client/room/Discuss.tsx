import { useEffect, useState } from 'react'
import type * as Y from 'yjs'
import { may } from '../../shared/core/access.ts'
import type { FindingRow } from '../../shared/core/api/findings.ts'
import { LONGEST_MESSAGE } from '../../shared/core/comments/limits.ts'
import { anchorText } from '../../shared/core/comments/textAnchor.ts'
import type { TextAnchor } from '../../shared/core/comments/thread.ts'
import { addThread } from '../../shared/core/comments/write.ts'
import { newId } from '../../shared/core/ids.ts'
import { lineText, readLine } from '../../shared/core/script/line.ts'
import { shownLines } from '../../shared/core/treatment/lineFragments.ts'
import { sentenceOf } from '../api/request.ts'
import { useComments } from '../comments/useComments.ts'
import { useDirectorMutations } from '../director/queries.ts'
import { useProjectContext } from '../project/context.tsx'
import { useDocument } from '../sync/hooks.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toast.tsx'
import { useDecideFinding } from './queries.ts'

/** Makes a thread of comments of a finding, on the first of its words that stand in the text that was looked at. */
export function Discuss({ finding }: { finding: FindingRow }) {
  const [asked, setAsked] = useState(false)
  if (!finding.evidence.some(one => isHere(one, finding))) return null
  if (finding.stage === 'beats') return <Telling finding={finding} />
  return (
    <>
      <Button size="small" pending={asked} onClick={() => setAsked(true)}>
        Make it a comment
      </Button>
      {asked && <Commenting finding={finding} onDone={() => setAsked(false)} />}
    </>
  )
}

/** A sheet of beats shows no comments: what was found there is put to the people in the thread with the director. */
function Telling({ finding }: { finding: FindingRow }) {
  const { project, role } = useProjectContext()
  const { say } = useDirectorMutations(project.id)
  const decide = useDecideFinding(project.id)
  const toast = useToast()
  const tell = async () => {
    const id = newId()
    const places = finding.evidence.map(({ place }) => place).join(', ')
    try {
      await say.mutateAsync({ id, body: `${finding.title}. ${finding.reason} (${places})`, to: 'people' })
      await decide.mutateAsync({ id: finding.id, state: 'discussed', threadId: id })
    } catch (error) {
      toast({ title: 'It was not put to the others', detail: sentenceOf(error), tone: 'danger' })
    }
  }
  return (
    <Button
      size="small"
      pending={say.isPending || decide.isPending}
      disabledReason={may(role, 'director.speak') ? null : 'Ask the owner to make you a commenter, and you can talk.'}
      onClick={() => void tell()}
    >
      Put it to the others
    </Button>
  )
}

const isHere = ({ stage, state }: FindingRow['evidence'][number], finding: FindingRow): boolean =>
  stage === finding.stage && state === 'there'

/** Opens both documents, writes the thread in one's own name, and is gone. */
function Commenting({ finding, onDone }: { finding: FindingRow; onDone: () => void }) {
  const { project } = useProjectContext()
  const { document: text, ready, problem } = useDocument(finding.documentId)
  const { document: comments, me, reason } = useComments(finding.documentId)
  const { mutate } = useDecideFinding(project.id)
  const toast = useToast()
  useEffect(() => {
    const fail = (detail: string) => {
      toast({ title: 'No comment was made', detail, tone: 'danger' })
      onDone()
    }
    if (problem) return fail(problem)
    if (!text || !ready || !comments) return
    if (reason) return fail(reason)
    const anchor = anchorOf(text.doc, finding)
    if (!anchor) return fail('The words that it rests on are not there any more.')
    try {
      const body = `${finding.title}. ${finding.reason}`.slice(0, LONGEST_MESSAGE)
      const { thread } = addThread(comments.doc, anchor, me.id, body)
      mutate(
        { id: finding.id, state: 'discussed', threadId: thread },
        { onError: error => toast({ title: 'The comment stands, the finding stays open', detail: sentenceOf(error) }) },
      )
      onDone()
    } catch (error) {
      fail(sentenceOf(error))
    }
  }, [text, ready, problem, comments, reason, finding, me.id, mutate, toast, onDone])
  return null
}

/** The words in the text as a comment holds on to them. */
function anchorOf(doc: Y.Doc, finding: FindingRow): TextAnchor | null {
  const lines = shownLines(doc)
  for (const one of finding.evidence) {
    if (!isHere(one, finding)) continue
    const element = lines.find(line => readLine(line).id === one.id)
    const length = element ? (lineText(element)?.length ?? 0) : 0
    if (!element || length === 0) continue
    const at = readLine(element).text.indexOf(one.quote)
    const anchor = at < 0 ? anchorText(element, 0, length) : anchorText(element, at, at + one.quote.length)
    if (anchor) return anchor
  }
  return null
}

import { CircleAlert } from 'lucide-react'
import type { OpenDocument } from '../../shared/core/api/operating.ts'
import { Status } from '../ui/Badge.tsx'
import { relativeTime } from '../ui/time.ts'
import styles from './operating.module.css'
import { bytesInWords, documentName, peopleInWords } from './words.ts'

/** What is open on the server that answered, by whom, and how durable it is. */
export const OpenDocuments = ({ documents }: { documents: readonly OpenDocument[] }) => (
  <section aria-labelledby="documents" className={styles.part}>
    <h2 id="documents" className={styles.heading}>
      Open documents
    </h2>
    <p className={styles.nothing}>
      {documents.length === 0
        ? 'No document is open on this server.'
        : 'On this server; where several run, each has its own. The log is what was written since the document was last folded.'}
    </p>
    {documents.length > 0 && (
      <div className={styles.scroller}>
        <table className={styles.table} aria-labelledby="documents">
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Project</th>
              <th scope="col">People</th>
              <th scope="col" className={styles.numeric}>
                Stored
              </th>
              <th scope="col" className={styles.numeric}>
                Rows of log
              </th>
              <th scope="col">Last saved</th>
            </tr>
          </thead>
          <tbody>
            {documents.map(document => (
              <tr key={document.id}>
                <th scope="row">{documentName(document)}</th>
                <td>{document.project.name}</td>
                <td>{peopleInWords(document.people) || 'Nobody'}</td>
                <td className={styles.numeric}>{bytesInWords(document.bytes)}</td>
                <td className={styles.numeric}>{document.logRows}</td>
                <td>
                  {document.savedAt === null ? 'Not since it was made' : relativeTime(document.savedAt)}
                  {document.unsavedBytes > 0 && (
                    <Status tone="warn" icon={<CircleAlert aria-hidden="true" />}>
                      {bytesInWords(document.unsavedBytes)} not saved yet
                    </Status>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)

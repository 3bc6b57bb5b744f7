import { lazy, Suspense, useEffect, useState } from 'react'
import { PagePending } from '../../ui/PagePending.tsx'
import { useScript } from '../context.tsx'
import './find.css'
import { type FindRequest, onRequest, takeRequest } from './request.ts'

const FindView = lazy(() => import('./FindView.tsx'))
const RenameView = lazy(() => import('./RenameView.tsx'))

/** Finding and replacing, or renaming a character: whatever was asked for last. */
export function FindPanel() {
  const { canWrite } = useScript()
  // every request opens its view anew, with the words that are selected then
  const [asked, setAsked] = useState<FindRequest & { nth: number }>(() => ({ ...(takeRequest() ?? FIND), nth: 0 }))
  useEffect(() => {
    const take = (): void => {
      const request = takeRequest()
      if (request) setAsked(before => ({ ...request, nth: before.nth + 1 }))
    }
    take()
    return onRequest(take)
  }, [])
  const isRename = canWrite && asked.mode === 'rename'
  const choose = (mode: FindRequest['mode']) => () => setAsked({ mode, name: null, nth: asked.nth + 1 })
  return (
    <div className="find">
      {canWrite && (
        <fieldset className="find-modes">
          <legend className="sr-only">What to do</legend>
          <label>
            <input type="radio" name="find-mode" checked={!isRename} onChange={choose('replace')} />
            Find and replace
          </label>
          <label>
            <input type="radio" name="find-mode" checked={isRename} onChange={choose('rename')} />
            Rename a character
          </label>
        </fieldset>
      )}
      <Suspense fallback={<PagePending />}>
        {isRename ? (
          <RenameView key={asked.nth} name={asked.name} />
        ) : (
          <FindView key={asked.nth} focus={asked.mode === 'replace' && canWrite ? 'replace' : 'find'} />
        )}
      </Suspense>
    </div>
  )
}

const FIND: FindRequest = { mode: 'find', name: null }

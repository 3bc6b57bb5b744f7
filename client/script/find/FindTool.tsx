import { useEffect, useMemo } from 'react'
import { type Command, useCommands } from '../../ui/shortcuts/commands.ts'
import { useScript } from '../context.tsx'
import { askToFind, hasRequest, onRequest } from './request.ts'
import { endFindSession } from './session.ts'

/** The keys and commands of finding; opens the panel when somebody asks for it, from here or from another page. */
export function FindTool() {
  const part = useScript()
  const { binding, showPanel, canWrite } = part
  useEffect(() => {
    const open = (): void => {
      if (hasRequest()) showPanel('find')
    }
    open()
    return onRequest(open)
  }, [showPanel])
  useEffect(() => () => endFindSession({ binding }), [binding])
  useCommands(
    useMemo<Command[]>(
      () => [
        { label: 'Find in the script', group: 'Script', keys: 'mod+f', run: () => askToFind('find') },
        ...(canWrite
          ? [
              { label: 'Replace in the script', group: 'Script', keys: 'mod+h', run: () => askToFind('replace') },
              {
                label: 'Rename a character everywhere',
                group: 'Script',
                keywords: 'character cue name replace',
                run: () => askToFind('rename'),
              },
            ]
          : []),
      ],
      [canWrite],
    ),
  )
  return null
}

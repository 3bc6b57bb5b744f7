import { Eye } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useCommands } from '../../ui/shortcuts/commands.ts'
import { useScript } from '../context.tsx'
import { type Habit, setHabit, useHabits } from '../editor/habits.ts'
import { useLanguage } from '../production/useProduction.ts'
import { FOCUS_KEYS, setFocusMode, useFocusMode } from './focusMode.ts'
import { LanguageDialog } from './LanguageDialog.tsx'
import { languageName } from './languages.ts'
import { useTypewriter } from './typewriter.ts'

const HABITS: readonly { habit: Habit; label: string; keywords: string }[] = [
  { habit: 'typewriter', label: 'Typewriter scrolling', keywords: 'middle caret' },
  { habit: 'spelling', label: 'Check spelling', keywords: 'spell check' },
  { habit: 'capitals', label: 'Capitals at the start of sentences', keywords: 'auto-caps' },
  { habit: 'continued', label: 'Add (CONT’D) to cues', keywords: 'continued' },
]

/** How this person likes to see the page and to write on it. */
export function ViewMenu() {
  const { editor, open, reason } = useScript()
  const habits = useHabits()
  const focused = useFocusMode()
  const language = useLanguage(open.doc)
  const [asked, setAsked] = useState(false)
  useTypewriter(editor, habits.typewriter)
  useCommands([
    {
      label: focused ? 'Leave focus mode' : 'Focus mode: only the page',
      group: 'View',
      keys: FOCUS_KEYS,
      keywords: 'distraction free zen',
      run: () => setFocusMode(!focused),
    },
    ...HABITS.map(({ habit, label, keywords }) => ({
      label: `${habits[habit] ? 'Off' : 'On'}: ${label}`,
      group: 'View',
      keywords,
      run: () => setHabit(habit, !habits[habit]),
    })),
    ...(reason === null
      ? [{ label: 'Language of the script…', group: 'View', keywords: 'spelling voices', run: () => setAsked(true) }]
      : []),
  ])
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button variant="quiet" icon={<Eye size={15} aria-hidden="true" />}>
            View
          </Button>
        }
        items={[
          { label: 'Focus mode', keys: FOCUS_KEYS, checked: focused, onSelect: () => setFocusMode(!focused) },
          ...HABITS.map(({ habit, label }) => ({
            label,
            checked: habits[habit],
            onSelect: () => setHabit(habit, !habits[habit]),
          })),
          { kind: 'separator' },
          {
            label: 'Language of the script…',
            detail: languageName(language),
            disabledReason: reason,
            onSelect: () => setAsked(true),
          },
        ]}
      />
      {asked && <LanguageDialog language={language} onClose={() => setAsked(false)} />}
    </>
  )
}

import { Command as Cmdk } from 'cmdk'
import { Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { useRef } from 'react'
import styles from './CommandPalette.module.css'
import { Kbd } from './Kbd.tsx'
import { useReturnedFocus } from './returnedFocus.ts'
import { type RegisteredCommand, useRegisteredCommands } from './shortcuts/commands.ts'

type Runnable = RegisteredCommand & { run: () => void }

/** Everything that can be done or opened from here, found by typing. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const commands = useRegisteredCommands().filter((c): c is Runnable => c.run !== undefined && c.palette !== false)
  const groups = Map.groupBy(commands, command => command.group)
  const { remember, giveBack } = useReturnedFocus()
  const chosen = useRef<Runnable | null>(null)
  const choose = (command: Runnable): void => {
    chosen.current = command
    onClose()
  }
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={styles.panel}
          aria-describedby={undefined}
          onOpenAutoFocus={remember}
          onCloseAutoFocus={event => {
            giveBack(event)
            // only now, so that a command may move the focus
            chosen.current?.run()
          }}
        >
          <Radix.Title className="sr-only">Command palette</Radix.Title>
          <Cmdk label="Commands" loop>
            <div className={styles.search}>
              <Search aria-hidden="true" />
              <Cmdk.Input className={styles.input} placeholder="Type a command, a project or a scene" />
            </div>
            <Cmdk.List className={styles.list} label="Results">
              <Cmdk.Empty className={styles.nothing}>Nothing here is called that.</Cmdk.Empty>
              {[...groups].map(([group, members]) => (
                <Cmdk.Group key={group} heading={group}>
                  {members.map(command => (
                    <Cmdk.Item
                      key={command.id}
                      // scenes may have equal headings: the id keeps the values apart
                      value={`${command.label} ${command.id}`}
                      keywords={[command.label, command.group, command.keywords ?? '']}
                      className={styles.item}
                      onSelect={() => choose(command)}
                    >
                      <span className={styles.label}>{command.label}</span>
                      {command.keys && <Kbd keys={command.keys} />}
                    </Cmdk.Item>
                  ))}
                </Cmdk.Group>
              ))}
            </Cmdk.List>
          </Cmdk>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

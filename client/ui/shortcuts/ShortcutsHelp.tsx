import { Dialog } from '../Dialog.tsx'
import { Kbd } from '../Kbd.tsx'
import { type RegisteredCommand, useRegisteredCommands } from './commands.ts'
import styles from './ShortcutsHelp.module.css'

/** Every shortcut that works here and now. */
export default function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const groups = Map.groupBy(
    useRegisteredCommands().filter((c): c is RegisteredCommand & { keys: string } => Boolean(c.keys)),
    command => command.group,
  )
  return (
    <Dialog open onOpenChange={onClose} title="Keyboard shortcuts" description="What works on this page." wide>
      <div className={styles.groups}>
        {[...groups].map(([group, commands]) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <ul>
              {commands.map(command => (
                <li key={command.id} className={styles.row}>
                  {command.label}
                  <Kbd keys={command.keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

import { useState } from 'react'
import { nameVersion } from '../../shared/core/api/versions.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorNotice } from '../ui/ErrorNotice.tsx'
import { Field, Input } from '../ui/Field.tsx'
import styles from './history.module.css'

interface NameVersionProps {
  /** 'the script', 'scene 3'. */
  what: string
  pending: boolean
  error: Error | null
  onName: (version: { name: string; message: string; whole: boolean }) => void
  onClose: () => void
}

/** Keeps what stands there now under a name. */
export function NameVersion({ what, pending, error, onName, onClose }: NameVersionProps) {
  const [form, setForm] = useState({ name: '', message: '', whole: false })
  const [tried, setTried] = useState(false)
  const parsed = nameVersion.safeParse(form)
  const mistake = (field: string): string | null =>
    (tried && parsed.error?.issues.find(issue => issue.path[0] === field)?.message) || null
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title="Name this version"
      description={`Keeps ${what} as it is now. Named versions are never thinned out.`}
      onSubmit={() => {
        setTried(true)
        if (parsed.success && !pending) onName(parsed.data)
      }}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            Keep
          </Button>
        </>
      }
    >
      <Field label="Name" error={mistake('name')}>
        <Input value={form.name} onChange={event => setForm({ ...form, name: event.target.value })} />
      </Field>
      <Field label="Message (optional)" error={mistake('message')}>
        <Input value={form.message} onChange={event => setForm({ ...form, message: event.target.value })} />
      </Field>
      <label className={styles.whole}>
        <input
          type="checkbox"
          checked={form.whole}
          onChange={event => setForm({ ...form, whole: event.target.checked })}
        />
        The whole film: the script and every scene at the same moment
      </label>
      {error && <ErrorNotice happened={error.message} kept="Nothing was changed." />}
    </Dialog>
  )
}

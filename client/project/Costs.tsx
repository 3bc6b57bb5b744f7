import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { may, type Role } from '../../shared/core/access.ts'
import { useLedger } from '../api/hooks.ts'
import { anything, api, sentenceOf } from '../api/request.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import styles from './Jobs.module.css'

const credits = (count: number): string => (count === 1 ? '1 credit' : `${count.toLocaleString('en')} credits`)

/** What agents cost in this project, and how much they may. */
export function Costs({ projectId, role, onBudget }: { projectId: string; role: Role; onBudget: () => void }) {
  const { data } = useLedger(projectId)
  if (!data) return null
  const { budget, spent, reserved } = data
  return (
    <div className={styles.costs}>
      <p>
        {budget === null ? `${credits(spent)} spent` : `${spent.toLocaleString('en')} of ${credits(budget)} spent`}
        {reserved > 0 && `, ${reserved.toLocaleString('en')} reserved`}
      </p>
      {may(role, 'project.budget') && (
        <Button size="small" variant="quiet" onClick={onBudget}>
          {budget === null ? 'Set a budget…' : 'Change the budget…'}
        </Button>
      )}
    </div>
  )
}

/** How much agents may cost. Stands beside the list of jobs, which closes for it. */
export function BudgetDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const budget = useLedger(projectId).data?.budget ?? null
  const queries = useQueryClient()
  const [value, setValue] = useState(budget === null ? '' : String(budget))
  const [wrong, setWrong] = useState<string | null>(null)
  const save = useMutation({
    mutationFn: (next: number | null) =>
      api.patch(`/api/projects/${encodeURIComponent(projectId)}`, { budget: next }, anything),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['project', projectId, 'jobs', 'ledger'] })
      onClose()
    },
    onError: error => setWrong(sentenceOf(error)),
  })
  const submit = () => {
    const text = value.trim()
    if (text !== '' && !/^\d{1,8}$/.test(text))
      return setWrong('A budget is a whole number of credits. Empty: no limit.')
    save.mutate(text === '' ? null : Number(text))
  }
  return (
    <Dialog
      open
      onOpenChange={open => {
        if (!open) onClose()
      }}
      title="Budget of the project"
      description="Agents are not asked for anything that is reckoned to go beyond it. A credit is a cent of the provider’s bill; the offline crew costs nothing."
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <Field label="Credits" hint="Leave it empty for no limit." error={wrong}>
        <Input
          inputMode="numeric"
          value={value}
          onChange={event => {
            setValue(event.target.value)
            setWrong(null)
          }}
        />
      </Field>
    </Dialog>
  )
}

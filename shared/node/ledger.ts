import type { Ledger } from '../core/api/schemas.ts'
import { AgentJobError } from './agentRequest.ts'
import type { Query } from './database.ts'

interface Sums {
  budget: number | null
  spent: number
  reserved: number
}

/**
 * Credits of a project: what answers cost, and what those that are under way are reckoned to cost beyond what they have cost
 * already.
 */
async function sumsOf(sql: Query, projectId: string): Promise<Sums> {
  const [row] = await sql<Sums[]>`
    select p.budget,
      coalesce((select sum(coalesce(credits_actual, 0)) from jobs where project_id = p.id), 0)::int as spent,
      coalesce((
        select sum(greatest(0, credits_estimated - coalesce(credits_actual, 0))) from jobs
        where project_id = p.id and state in ('queued', 'running')
      ), 0)::int as reserved
    from projects p where p.id = ${projectId}`
  return row ?? { budget: null, spent: 0, reserved: 0 }
}

/** What agents cost in a project, in all and each of them. */
export async function readLedger(sql: Query, projectId: string): Promise<Ledger> {
  const sums = await sumsOf(sql, projectId)
  const agents = await sql<Ledger['agents'][number][]>`
    select agent, count(*)::int as jobs, sum(credits_estimated)::int as estimated,
      sum(coalesce(credits_actual, 0))::int as actual
    from jobs where project_id = ${projectId} group by agent order by actual desc, agent`
  return { ...sums, agents: [...agents] }
}

/**
 * Refuses a job that would go beyond the budget, in the transaction that makes it: two people who press at once cannot both
 * have the last credits. Throws {@link AgentJobError} 'over-budget'.
 */
export async function refuseOverBudget(tx: Query, projectId: string, estimate: number): Promise<void> {
  if (estimate === 0) return
  await tx`select 1 from projects where id = ${projectId} for update`
  const { budget, spent, reserved } = await sumsOf(tx, projectId)
  if (budget === null || spent + reserved + estimate <= budget) return
  throw new AgentJobError(
    'over-budget',
    `This would cost about ${creditsOf(estimate)}, and of the budget of ${creditsOf(budget)} ${creditsOf(spent)} are spent and ${creditsOf(reserved)} are reserved. Nothing was asked. Owners and admins can raise the budget.`,
    409,
  )
}

/** Is the whole budget of a job's project spent? Then not even what is under way asks for more. */
export async function isSpent(sql: Query, jobId: string): Promise<boolean> {
  const [job] = await sql<{ projectId: string }[]>`select project_id as "projectId" from jobs where id = ${jobId}`
  const { budget, spent } = await sumsOf(sql, job?.projectId ?? '')
  return budget !== null && spent > 0 && spent >= budget
}

const creditsOf = (count: number): string => (count === 1 ? '1 credit' : `${count.toLocaleString('en')} credits`)

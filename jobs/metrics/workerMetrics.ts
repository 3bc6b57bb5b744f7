import { SpanKind } from '@opentelemetry/api'
import { Counter, Histogram } from 'prom-client'
import { creditsFor } from '../../shared/core/agents/models.ts'
import { Metrics } from '../../shared/node/metrics/registry.ts'
import { traced } from '../../shared/node/tracing.ts'
import { ProviderError, type TextModel } from '../providers/textModel.ts'

/** How one delivery of a job ended. Postponed: it failed and is tried again. Returned: the worker stopped, another takes it. */
export type Outcome = 'done' | 'failed' | 'cancelled' | 'postponed' | 'returned'

/** What one worker process counts. */
export interface WorkerMetrics {
  metrics: Metrics
  /** A delivery of an agent job ended. */
  ran(agent: string, outcome: Outcome, seconds: number): void
  /** The same model, with every call counted, and a span of the trace. */
  metered(model: TextModel): TextModel
}

export function createWorkerMetrics(): WorkerMetrics {
  const metrics = new Metrics('worker')
  const registers = [metrics.registry]
  const runs = new Histogram({
    name: 'aiuteur_job_seconds',
    help: 'Deliveries of agent jobs, by how they ended',
    labelNames: ['agent', 'outcome'],
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900],
    registers,
  })
  const calls = new Histogram({
    name: 'aiuteur_provider_call_seconds',
    help: 'Calls to providers of text models; the outcome is ok, aborted or the code of the failure',
    labelNames: ['provider', 'model', 'agent', 'outcome'],
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
    registers,
  })
  const tokens = new Counter({
    name: 'aiuteur_provider_tokens_total',
    help: 'Tokens that providers counted',
    labelNames: ['provider', 'model', 'direction'],
    registers,
  })
  const credits = new Counter({
    name: 'aiuteur_credits_total',
    help: 'Credits spent on answers',
    labelNames: ['provider', 'model'],
    registers,
  })

  return {
    metrics,
    ran: (agent, outcome, seconds) => runs.observe({ agent, outcome }, seconds),
    metered: model => ({
      provider: model.provider,
      model: model.model,
      async generate(request, onDelta) {
        // by the name of the settings: what a server calls itself in its answers is not ours to label with
        const by = { provider: model.provider, model: model.model }
        const began = performance.now()
        const ended = (outcome: string) =>
          calls.observe({ ...by, agent: request.task.agent, outcome }, (performance.now() - began) / 1000)
        try {
          const answer = await traced(
            { name: `ask ${by.provider}`, kind: SpanKind.CLIENT, attributes: by },
            async span => {
              const answer = await model.generate(request, onDelta)
              span.set({ 'tokens.input': answer.usage.inputTokens, 'tokens.output': answer.usage.outputTokens })
              return answer
            },
          )
          const { inputTokens, outputTokens } = answer.usage
          tokens.inc({ ...by, direction: 'input' }, inputTokens)
          tokens.inc({ ...by, direction: 'output' }, outputTokens)
          if (model.provider !== 'offline') credits.inc(by, creditsFor(answer.model, inputTokens, outputTokens))
          ended('ok')
          return answer
        } catch (error) {
          if (request.signal.aborted) ended('aborted')
          else ended(error instanceof ProviderError ? error.code : 'failed')
          throw error
        }
      },
    }),
  }
}

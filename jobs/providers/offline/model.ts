import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { type ModelAnswer, type ModelRequest, ProviderError, type TextModel } from '../textModel.ts'
import { breakDownOffline } from './breakdown.ts'
import { readOffline } from './director.ts'
import { reviseOffline } from './revise.ts'
import { rewriteOffline } from './rewrite.ts'
import { lookOffline } from './room/room.ts'
import { writeBeat } from './story/beat.ts'
import { writeBeats } from './story/beats.ts'
import { writeScene } from './story/scene.ts'
import { writeTreatment } from './story/treatment.ts'
import { beatsInStyle, revisionInStyle, rewriteInStyle, sceneInStyle, treatmentInStyle } from './style/inStyle.ts'

/** Milliseconds over which an answer is shown arriving: enough to see who is at work, too little to wait for. */
const SHOWN_FOR = 480
const PIECES = 24

function answerTo({ task, style }: Pick<ModelRequest<unknown>, 'task' | 'style'>): unknown {
  switch (task.agent) {
    case 'rewrite':
      return rewriteInStyle(rewriteOffline(task.context), task.context, style)
    case 'breakdown':
      return breakDownOffline(task.context)
    case 'director':
      return readOffline(task.context)
    case 'room':
      return lookOffline(task.context)
    case 'revise':
      return revisionInStyle(reviseOffline(task.context), style)
    case 'treatment':
      return treatmentInStyle(writeTreatment(task.context), style)
    case 'beats':
      return beatsInStyle(
        writeBeats(task.context),
        task.context.treatment.map(({ text }) => text),
        style,
      )
    case 'beat':
      return beatsInStyle(
        writeBeat(task.context),
        [task.context.before, task.context.beat, task.context.after].map(beat => beat?.body ?? ''),
        style,
      )
    case 'script':
      return sceneInStyle(writeScene(task.context), task.context, style)
    case 'reader':
      throw new ProviderError('bad-request', 'The offline crew reads a source whole.')
  }
}

/**
 * The offline crew: rules over the script's own words. The same question always gets the same answer. It needs no key and
 * costs nothing, and is labelled as what it is wherever it appears.
 */
export function offlineModel(): TextModel {
  return {
    provider: 'offline',
    model: 'offline',
    async generate<T>(request: ModelRequest<T>, onDelta: (text: string) => void): Promise<ModelAnswer<T>> {
      const parsed = request.schema.safeParse(answerTo(request))
      if (!parsed.success)
        throw new ProviderError(
          'invalid-output',
          `The offline crew broke its own rules: ${z.prettifyError(parsed.error)}`,
          {
            retryable: false,
          },
        )
      const text = JSON.stringify(parsed.data)
      const words = text.match(/\S+\s*/g) ?? []
      const size = Math.max(1, Math.ceil(words.length / PIECES))
      for (let at = 0; at < words.length; at += size) {
        onDelta(words.slice(at, at + size).join(''))
        await wait(SHOWN_FOR / PIECES, undefined, { signal: request.signal }).catch(() =>
          request.signal.throwIfAborted(),
        )
      }
      return { value: parsed.data, text, usage: { inputTokens: 0, outputTokens: 0 }, model: 'offline' }
    },
  }
}

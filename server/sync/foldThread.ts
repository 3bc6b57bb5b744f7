import { parentPort } from 'node:worker_threads'
import type { FoldTask } from './compaction.ts'
import { fold } from './fold.ts'

parentPort?.on('message', (task: FoldTask) => parentPort?.postMessage(fold(task)))

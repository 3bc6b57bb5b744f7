import {
  BookOpenText,
  Image,
  ImagePlus,
  ListOrdered,
  Lock,
  MessageSquareQuote,
  PencilLine,
  Quote,
  Rows3,
  ScrollText,
  Shirt,
  Sparkle,
  Users,
  Video,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { findAgent } from '../../shared/core/agents/catalog.ts'
import type { Artifact } from '../../shared/core/api/vault.ts'
import type { ArtifactKind } from '../../shared/core/vault/kinds.ts'

export const KIND_ICONS: Record<ArtifactKind, ReactNode> = {
  treatment: <BookOpenText aria-hidden="true" />,
  'beat-sheet': <ListOrdered aria-hidden="true" />,
  beat: <Sparkle aria-hidden="true" />,
  'script-scene': <ScrollText aria-hidden="true" />,
  asset: <Users aria-hidden="true" />,
  'image-key': <ImagePlus aria-hidden="true" />,
  'shot-list': <Rows3 aria-hidden="true" />,
  state: <Shirt aria-hidden="true" />,
  'frame-prompt': <MessageSquareQuote aria-hidden="true" />,
  'video-prompt': <Quote aria-hidden="true" />,
  frame: <Image aria-hidden="true" />,
  take: <Video aria-hidden="true" />,
  passage: <PencilLine aria-hidden="true" />,
  revision: <PencilLine aria-hidden="true" />,
  locked: <Lock aria-hidden="true" />,
}

export const creditWords = (credits: number): string =>
  credits === 1 ? '1 credit' : `${credits.toLocaleString('en')} credits`

/** 'Scene 3 · INT. KITCHEN'; one that is gone is said to be. */
export function sceneWords(scene: NonNullable<Artifact['scene']>): string {
  if (scene.number === '' && scene.heading === '') return 'A scene that is not in the script any more'
  return [`Scene ${scene.number}`, scene.heading].filter(Boolean).join(' · ')
}

/** '3A · Start frame'. */
export const nameOf = ({ shot, title }: Pick<Artifact, 'shot' | 'title'>): string =>
  shot === null ? title : `${shot} · ${title}`

/** The name of an agent as everybody sees it at work; null: no agent made it. */
export const agentName = (agent: string | null): string | null =>
  agent === null ? null : (findAgent(agent)?.title ?? agent)

export const modelWords = (model: string): string => (model === 'offline' ? 'Offline crew' : model)

/** Who asked for it, and who made it: 'Breakdown, for Ana'. */
export function makerWords({ agent, askedBy }: Pick<Artifact, 'agent' | 'askedBy'>): string {
  const name = agentName(agent)
  if (name === null) return askedBy?.name ?? ''
  return askedBy ? `${name}, for ${askedBy.name}` : name
}

import { expect } from 'vitest'
import { parseHeading } from '../../../../shared/core/script/heading.ts'
import type { StoryBrief } from '../../../agents/storyContext.ts'
import type { StyleContext } from '../../../agents/style.ts'
import { sceneInStyle, treatmentInStyle } from '../style/inStyle.ts'
import { writeBeats } from './beats.ts'
import type { Element } from './rows.ts'
import { writeScene } from './scene.ts'
import { beatsContext, brief, linesOf, sceneContext, treatmentContext } from './testStories.ts'
import { writeTreatment } from './treatment.ts'
import { withoutTurn } from './turns.ts'

/** What the tests of the story crew share: whole films, and what every script must be. */

/** What a script must be, whatever it tells. */
export function flawless(elements: readonly Element[]): void {
  expect(elements[0]?.type).toBe('scene_heading')
  const heading = parseHeading(elements[0]?.text ?? '')
  expect(heading.setting).not.toBeNull()
  expect(heading.location).not.toBe('')
  expect(heading.time).not.toBe('')
  expect(elements[0]?.text).toBe(elements[0]?.text.toUpperCase())
  for (const [index, { type, text }] of elements.entries()) {
    const [before, after] = [elements[index - 1]?.type, elements[index + 1]?.type]
    expect(text).toBe(text.trim())
    expect(text).not.toBe('')
    expect(text).not.toMatch(/[{}]|undefined|null| {2}|\s[,.;]/)
    if (type === 'character') {
      expect(text.replace(/\(.*\)/, '')).toBe(text.replace(/\(.*\)/, '').toUpperCase())
      expect(['dialogue', 'parenthetical']).toContain(after)
    }
    if (type === 'parenthetical') {
      expect(text).toMatch(/^\(\p{Ll}.*\)$/u)
      expect(before).toBe('character')
      expect(after).toBe('dialogue')
    }
    if (type === 'dialogue') expect(['character', 'parenthetical']).toContain(before)
    if (type === 'action') expect(text).toMatch(/^["“(]?[\p{Lu}\p{N}].*[.!?…”"’]$/su)
    if (type === 'scene_heading') expect(index).toBe(0)
    if (type === 'transition') expect(index).toBe(elements.length - 1)
  }
}

/** A whole film, scene by scene, as the script agent asks for it. */
export function film(
  over: Partial<StoryBrief>,
  variant: number,
  source: { source?: string; twist?: string } = {},
  style: StyleContext | null = null,
) {
  const what = brief(over)
  const treatment = linesOf(
    treatmentInStyle(writeTreatment(treatmentContext({ brief: what, variant, ...source })), style),
  )
  const beats = writeBeats(beatsContext({ brief: what, treatment })).beats.map((beat, index) => ({
    n: index + 1,
    title: beat.title,
    body: beat.body,
  }))
  const minutes = ((what.least ?? 10) + (what.most ?? 10)) / 2
  return beats.map((beat, index) => {
    const context = sceneContext({
      brief: what,
      treatment,
      beats,
      plays: [beat.n],
      passage: withoutTurn(beat.body),
      scene: index + 1,
      scenes: beats.length,
      eighths: Math.max(1, Math.round((minutes * 8) / beats.length)),
    })
    return { beat, ...sceneInStyle(writeScene(context), context, style) }
  })
}

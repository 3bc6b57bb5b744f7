import type { AssetKind } from '../../shared/core/assets/assets.ts'

/** What people call the kinds of assets. */
export const KINDS: Record<AssetKind, { one: string; many: string }> = {
  character: { one: 'Character', many: 'Characters' },
  setting: { one: 'Setting', many: 'Settings' },
  prop: { one: 'Prop', many: 'Props' },
}

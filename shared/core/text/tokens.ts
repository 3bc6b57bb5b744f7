/**
 * Words, runs of blanks, line breaks, and single marks of punctuation: the units in which text is compared. Joined together
 * they are the text again. A token never ends inside a surrogate pair, an emoji sequence, or before a combining accent.
 * Scripts written without blanks between words (Han, kana, Thai) are compared character by character.
 */
const TOKEN = new RegExp(
  [
    String.raw`\n`,
    String.raw`[^\S\n]+`,
    String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\p{M}*`,
    String.raw`(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}_])+(?:['’](?:(?![\p{Script=Han}])[\p{L}\p{N}\p{M}])+)*`,
    String.raw`\p{Regional_Indicator}{2}`,
    String.raw`.[\p{M}\p{Emoji_Modifier}\uFE0F\u20E3]*(?:\u200D.[\p{M}\p{Emoji_Modifier}\uFE0F]*)*`,
  ].join('|'),
  'gsu',
)

export function tokenize(text: string): string[] {
  return text.match(TOKEN) ?? []
}

export const isBlank = (token: string): boolean => /^\s+$/.test(token)
const isWord = (token: string): boolean => /[\p{L}\p{N}]/u.test(token)

/** How much it is worth that a token is kept: words before punctuation before blanks, long words before short ones. */
export const weightOf = (token: string): number => (isWord(token) ? 8 + token.length : isBlank(token) ? 1 : 3)

/** Languages that are offered; others keep the tag that a program gave them. */
export const LANGUAGES = [
  'en-US',
  'en-GB',
  'de',
  'fr',
  'es',
  'it',
  'pt-BR',
  'nl',
  'pl',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'tr',
  'ru',
  'uk',
  'ja',
  'zh',
  'ko',
  'hi',
] as const

/** As this browser calls it, e.g. 'British English'. */
export function languageName(language: string): string {
  if (language === '') return 'That of the browser'
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(language) ?? language
  } catch {
    return language
  }
}

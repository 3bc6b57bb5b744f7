import type { Config } from './config.ts'

/** A shorter one is a word (the key of a server that asks for none), which would be taken out of every sentence. */
const SHORTEST = 12
const HIDDEN = '[secret]'

/** What stands for a secret wherever it is written: in an address, in a header that somebody quotes, in a cookie. */
const SHAPES: readonly [RegExp, string][] = [
  [/([?&](?:token|key|secret|password)=)[^\s"&#\\]+/gi, `$1${HIDDEN}`],
  [/(\bbearer\s+)[^\s"\\]{8,}/gi, `$1${HIDDEN}`],
  [/(session_token=)[^\s";\\]+/gi, `$1${HIDDEN}`],
]

const passwordOf = (url: string | undefined): string | undefined => {
  const password = url === undefined ? undefined : URL.parse(url)?.password
  return password ? decodeURIComponent(password) : undefined
}

/** The secrets of the settings: whoever quotes one in an error must not bring it into the logs. */
export function secretsOf(config: Config): string[] {
  const { AUTH_SECRET, LOCAL_KEY, OPENAI_API_KEY, GOOGLE_API_KEY, METRICS_TOKEN, S3_SECRET_ACCESS_KEY } = config
  const known = [AUTH_SECRET, LOCAL_KEY, OPENAI_API_KEY, GOOGLE_API_KEY, METRICS_TOKEN, S3_SECRET_ACCESS_KEY]
  const passwords = [passwordOf(config.DATABASE_URL), passwordOf(config.SMTP_URL), passwordOf(config.REDIS_URL)]
  return [...known, ...passwords].filter((secret): secret is string => (secret?.length ?? 0) >= SHORTEST)
}

/** Takes secrets out of a log line, which is JSON. */
export function withoutSecrets(line: string, secrets: readonly string[] = []): string {
  let clean = line
  for (const secret of secrets) clean = clean.replaceAll(JSON.stringify(secret).slice(1, -1), HIDDEN)
  for (const [shape, instead] of SHAPES) clean = clean.replace(shape, instead)
  return clean
}

import { existsSync } from 'node:fs'
import { z } from 'zod'

const text = z.string().trim()
const port = z.coerce.number().int().min(1).max(65535)
/** Goes into a header: with anything else in it, what refuses it would quote it in its error. */
const apiKey = text.regex(/^[\x21-\x7e]+$/, 'has a character that no key has')
const serviceUrl = (example: string, instead: string) =>
  z
    .url({ protocol: /^https?$/, error: `is an address such as ${example}` })
    .regex(/^[^@]*$/, `has a user or password in it, which may end up in logs; use ${instead}`)
const providerUrl = serviceUrl('https://models.example', 'the key')

/** Who can answer what is asked of a text model. */
export const PROVIDERS = ['openai', 'google', 'offline'] as const
export type ProviderName = (typeof PROVIDERS)[number]

/** Every setting, read from the environment once. `.env.example` lists them all. */
const schema = z.object({
  PORT: port.default(4000),
  HOST: text.default('127.0.0.1'),
  /** Where the embedded database, keys and media live. */
  DATA_DIR: text.default('.data'),
  /** Set: use this Postgres and start none. */
  DATABASE_URL: text.optional(),
  /** Set: several servers on this database hear of each other there. */
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'is an address such as redis://:password@localhost:6379' })
    .optional(),
  /** Set: pictures go into this bucket, and not into the database. */
  S3_BUCKET: text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is no name of a bucket').optional(),
  /** A service other than Amazon's that speaks the API of S3. */
  S3_ENDPOINT: serviceUrl('http://localhost:9000', 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY').optional(),
  S3_REGION: text.default('us-east-1'),
  /** Before the names of all objects, such as `film/`. */
  S3_PREFIX: text.regex(/^([\w.-]+\/)*$/, 'is a folder such as film/').default(''),
  /** Unset: as programs on Amazon's machines find them (environment, profile, role). */
  S3_ACCESS_KEY_ID: apiKey.optional(),
  S3_SECRET_ACCESS_KEY: apiKey.optional(),
  /** Set by the supervisor for its children: the database is ours and the bind is loopback. */
  LOCAL_MODE: z
    .enum(['0', '1'])
    .default('0')
    .transform(value => value === '1'),
  /** Local mode: the key in the printed URL, made per DATA_DIR by the supervisor. */
  LOCAL_KEY: text.min(16, 'needs at least 16 characters').optional(),
  /** The address people use, when it is not http://HOST:PORT. */
  PUBLIC_URL: z.url().optional(),
  /** 1 behind a reverse proxy of yours: the last address of X-Forwarded-For is the visitor's. */
  TRUST_PROXY: z
    .enum(['0', '1'])
    .default('0')
    .transform(value => value === '1'),
  /** Signs sessions and sync tokens. `npm start` makes one per DATA_DIR when unset; required by the processes alone. */
  AUTH_SECRET: text.min(32, 'needs at least 32 characters').optional(),
  /** Where e-mail goes out: smtp://user:password@host:587, or smtps:// for TLS from the start. Unset: links by hand. */
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'is an address such as smtp://user:password@mail.example:587' })
    .optional(),
  /** Whom e-mail is from, such as `Aiuteur <film@example.org>`. */
  MAIL_FROM: text.optional(),
  /** Which provider answers. Unset: the first of openai and google that has a key, else offline. */
  TEXT_PROVIDER: z.enum(PROVIDERS).optional(),
  OPENAI_API_KEY: apiKey.optional(),
  OPENAI_BASE_URL: providerUrl.optional(),
  OPENAI_MODEL: text.default('gpt-6.1-terra'),
  /** What reads the samples of written styles. Unset: OpenAI where it answers the agents at its own address, else offline. */
  EMBEDDINGS: z.enum(['openai', 'offline']).optional(),
  OPENAI_EMBEDDING_MODEL: text.default('text-embedding-3-small'),
  /** GEMINI_API_KEY is Google's other name for it. */
  GOOGLE_API_KEY: apiKey.optional(),
  GOOGLE_BASE_URL: providerUrl.optional(),
  GOOGLE_MODEL: text.default('gemini-3.8-flash'),
  /** How many agent jobs one worker runs at a time. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(4),
  /** Who shows it reads /metrics. Unset: programs on this machine do, and nobody else. */
  METRICS_TOKEN: text.regex(/^[\x21-\x7e]{16,}$/, 'needs at least 16 characters, without spaces').optional(),
  /** Where a worker answers /metrics, on HOST. Unset: nowhere. */
  METRICS_PORT: port.optional(),
  /** Where traces go, by OTLP over HTTP. Unset: nowhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: serviceUrl('http://localhost:4318', 'OTEL_EXPORTER_OTLP_HEADERS').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

export type Config = Omit<z.output<typeof schema>, 'AUTH_SECRET' | 'DATABASE_URL'> & {
  AUTH_SECRET: string
  DATABASE_URL: string
  /** Where people reach this server, without a trailing slash. */
  url: string
}

export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Adds what a .env file in the working folder says; the environment itself wins. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}

/** Settings that are right each by itself, but say nothing together. */
function wrongTogether(given: NodeJS.ProcessEnv): string[] {
  const { TEXT_PROVIDER } = given
  const embeddings =
    given.EMBEDDINGS === 'openai' && given.OPENAI_API_KEY === undefined
      ? ['EMBEDDINGS: is openai, which needs OPENAI_API_KEY']
      : []
  const providers = (['openai', 'google'] as const).flatMap(provider => {
    const [key, address] = [`${provider.toUpperCase()}_API_KEY`, `${provider.toUpperCase()}_BASE_URL`]
    if (given[key] !== undefined) return []
    if (TEXT_PROVIDER === provider) return [`TEXT_PROVIDER: is ${provider}, which needs ${key}`]
    if (TEXT_PROVIDER !== undefined || given[address] === undefined) return []
    return [`${address}: needs ${key} as well (any word, if the server asks for none)`]
  })
  const [id, secret] = [given.S3_ACCESS_KEY_ID, given.S3_SECRET_ACCESS_KEY]
  const store =
    (id === undefined) === (secret === undefined)
      ? []
      : ['S3_ACCESS_KEY_ID: needs S3_SECRET_ACCESS_KEY, and it the other']
  return [...providers, ...embeddings, ...store]
}

/** Empty strings count as unset. Throws {@link ConfigError} with every mistake listed. */
export function readSettings(env: NodeJS.ProcessEnv): z.output<typeof schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  if (given.GEMINI_API_KEY !== undefined) given.GOOGLE_API_KEY ??= given.GEMINI_API_KEY
  const parsed = schema.safeParse(given)
  const wrong = parsed.error?.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`) ?? []
  const mistakes = [...wrong, ...wrongTogether(given)].map(mistake => `  ${mistake}`)
  if (parsed.success && mistakes.length === 0) return parsed.data
  throw new ConfigError(`The settings have ${mistakes.length} mistake(s):\n${mistakes.join('\n')}`)
}

/** Where people reach the server, without a trailing slash. */
export function addressOf({ PUBLIC_URL, HOST, PORT }: ReturnType<typeof readSettings>): string {
  const everywhere = HOST === '0.0.0.0' || HOST === '::'
  const host = everywhere ? 'localhost' : HOST.includes(':') ? `[${HOST}]` : HOST
  return (PUBLIC_URL ?? `http://${host}:${PORT}`).replace(/\/$/, '')
}

/** The settings of a server or worker process: database and secret must be there. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const settings = readSettings(env)
  const missing = (['DATABASE_URL', 'AUTH_SECRET'] as const).filter(name => settings[name] === undefined)
  const { DATABASE_URL, AUTH_SECRET } = settings
  if (DATABASE_URL === undefined || AUTH_SECRET === undefined)
    throw new ConfigError(`Set ${missing.join(' and ')}, or run \`npm start\`, which brings its own database.`)
  return { ...settings, DATABASE_URL, AUTH_SECRET, url: addressOf(settings) }
}

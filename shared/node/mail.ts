import type { Transporter } from 'nodemailer'
import type { Config } from './config.ts'
import type { Log } from './log.ts'

/** Milliseconds that a mail server has to answer; somebody waits at the other end. */
const PATIENCE = 10_000

export interface Mail {
  to: string
  subject: string
  /** Plain text. */
  text: string
}

/** A mail server that did not take a mail. */
export class MailError extends Error {
  override name = 'MailError'
  readonly code = 'mail-failed'
}

export interface Mailer {
  /** False without SMTP_URL: links are then passed on by hand. */
  readonly enabled: boolean
  /** Resolves when the mail server took the mail. Rejects with {@link MailError}. */
  send(mail: Mail): Promise<void>
  stop(): void
}

/** E-mail by SMTP_URL, from MAIL_FROM. */
export function createMailer(
  { SMTP_URL, MAIL_FROM, url }: Pick<Config, 'SMTP_URL' | 'MAIL_FROM' | 'url'>,
  log: Log,
): Mailer {
  if (SMTP_URL === undefined)
    return {
      enabled: false,
      send: () => Promise.reject(new MailError('This server sends no e-mail: SMTP_URL is not set.')),
      stop() {},
    }
  let transport: Transporter | undefined
  const from = MAIL_FROM ?? `Aiuteur <aiuteur@${new URL(url).hostname}>`
  return {
    enabled: true,
    async send({ to, subject, text }) {
      try {
        transport ??= await openTransport(SMTP_URL)
        // an object, so that no comma in an address makes two of it
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text })
      } catch (cause) {
        log.error({ err: cause }, 'a mail was not taken by the mail server')
        throw new MailError('The mail server did not take the mail.', { cause })
      }
    },
    stop: () => transport?.close(),
  }
}

/** The library is loaded with the first mail: most starts send none. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    // a mail is made of our own words: nothing in it may name a file or an address to read
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

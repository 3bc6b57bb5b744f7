import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  to: string[]
  /** Headers and text as they came, with soft line breaks undone. */
  text: string
}

export interface Mailbox {
  /** For SMTP_URL. */
  url: string
  mails: ReceivedMail[]
  /** From now on every mail is refused. */
  refuse: boolean
  /** The first link to `page` in mails to this address, newest mail first: what stands behind its #. */
  secret(to: string, page: string): string | null
  stop(): Promise<void>
}

const plain = (raw: string): string =>
  raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))

/** A mail server on the loopback that takes everything for anybody. */
export async function openMailbox(): Promise<Mailbox> {
  const mails: ReceivedMail[] = []
  const mailbox = { refuse: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        if (mailbox.refuse) return done(new Error('The mailbox is full.'))
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: plain(Buffer.concat(chunks).toString('utf8')),
        })
        done()
      })
    },
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    get refuse() {
      return mailbox.refuse
    },
    set refuse(value) {
      mailbox.refuse = value
    },
    secret(to, page) {
      const link = new RegExp(`/${page}#([\\w-]+)`)
      const found = mails.filter(mail => mail.to.includes(to)).at(-1)
      return link.exec(found?.text ?? '')?.[1] ?? null
    },
    stop: () => new Promise(resolve => server.close(() => resolve())),
  }
}

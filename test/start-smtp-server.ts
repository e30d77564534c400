import { createServer, type Socket } from 'node:net'

export type SmtpServer = {
  /** `smtp://127.0.0.1:port`. */
  readonly url: string
  /** What was handed over, as it came over the wire: envelope and message. */
  readonly messages: { readonly to: string; readonly text: string }[]
  /** Refuses recipients with 550 while it is set. */
  isRefusing: boolean
  stop(): Promise<void>
}

/** A mail server that takes whatever it is given (RFC 5321, without TLS), on a free port of this machine. */
export async function startSmtpServer(): Promise<SmtpServer> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => {})
    serve(socket, smtp)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.')
  const smtp: SmtpServer = {
    url: `smtp://127.0.0.1:${address.port}`,
    messages: [],
    isRefusing: false,
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
  return smtp
}

function serve(socket: Socket, smtp: SmtpServer): void {
  let buffer = ''
  let to = ''
  let isData = false
  const say = (line: string) => socket.write(`${line}\r\n`)
  const command = (line: string) => {
    const [verb = ''] = line.toUpperCase().split(' ')
    if (verb === 'RCPT') to = /<(.*?)>/.exec(line)?.[1] ?? ''
    isData = verb === 'DATA'
    if (verb === 'QUIT') socket.end('221 bye\r\n')
    else if (verb === 'RCPT' && smtp.isRefusing) say('550 no such mailbox')
    else say(isData ? '354 go on' : '250 fine')
  }
  const message = (text: string) => {
    isData = false
    smtp.messages.push({ to, text })
    say('250 kept')
  }
  say('220 test')
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8')
    for (;;) {
      const mark = isData ? '\r\n.\r\n' : '\r\n'
      const end = buffer.indexOf(mark)
      if (end < 0) return
      const text = buffer.slice(0, end)
      buffer = buffer.slice(end + mark.length)
      if (isData) message(text)
      else command(text)
    }
  })
}

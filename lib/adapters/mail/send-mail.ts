import { createTransport } from 'nodemailer'
import { visibleText } from '@/lib/core/chain/visible-text'

export type SendMailParameters = {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly smtpUrl: string
  readonly from: string
  readonly to: string
  readonly subject: string
  /** Plain text; nothing else is sent. */
  readonly text: string
  /** Where one click ends the subscription (RFC 8058). */
  readonly unsubscribeUrl: string
  /** The same for one event however often it is sent, so that mailboxes show it once. */
  readonly messageId: string
}

export type MailOutcome =
  | { readonly taken: true; readonly status: number | undefined }
  | { readonly taken: false; readonly status: number | undefined; readonly problem: string }

/** Milliseconds. */
const timeout = 15_000

/** Hands one message over to the mail server, and never throws. */
export async function sendMail({
  smtpUrl,
  unsubscribeUrl,
  messageId,
  ...message
}: SendMailParameters): Promise<MailOutcome> {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // Nothing of a message is read from a disk or fetched from anywhere.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { response } = await transport.sendMail({
      ...message,
      messageId,
      headers: {
        'auto-submitted': 'auto-generated',
        'list-unsubscribe': `<${unsubscribeUrl}>`,
        'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      },
    })
    return { taken: true, status: Number.parseInt(response, 10) || undefined }
  } catch (error) {
    const { responseCode, message: said } = error as { responseCode?: number; message?: string }
    const problem = visibleText(said ?? 'the mail server did not answer', { maxLength: 200 })
    return { taken: false, status: responseCode, problem }
  } finally {
    transport.close()
  }
}

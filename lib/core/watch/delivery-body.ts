import { describeEvent, type EventNames } from './describe-event'
import { eventDocument } from './event-document'
import { eventPath } from './feed'
import type { QueueEvent } from './queue-event'
import type { DeliveryShape } from './subscription'

export type DeliveryBodyParameters = {
  readonly event: QueueEvent
  readonly shape: Exclude<DeliveryShape, 'email'>
  readonly target: string
  readonly names: EventNames
  /** Of this instance, without a slash at the end; undefined where it is not configured. */
  readonly origin: string | undefined
}

/** The JSON that is sent for an event, as the receiver takes it. None of its text is markup to any of them. */
export function deliveryBody({
  event,
  shape,
  target,
  names,
  origin,
}: DeliveryBodyParameters): string {
  const { title, facts } = describeEvent(event, names)
  const url = origin === undefined ? undefined : `${origin}${eventPath(event)}`
  const lines = facts.map(([label, value]) => `${label}: ${value}`)
  const text = [title, ...lines, ...(url ? [url] : [])].join('\n')
  switch (shape) {
    case 'json':
      return JSON.stringify({ schema: 'suture/event/1', title, url, event: eventDocument(event) })
    case 'slack':
      return JSON.stringify({ text: escapeSlack(text) })
    case 'discord':
      return JSON.stringify({
        content: cut(escapeMarkdown(text), 2_000),
        allowed_mentions: { parse: [] },
      })
    case 'telegram':
      return JSON.stringify({
        chat_id: new URL(target).searchParams.get('chat_id'),
        text: cut(text, 4_096),
        disable_web_page_preview: true,
      })
  }
}

/** @see https://docs.slack.dev/messaging/formatting-message-text */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A backslash before whatever begins a format, a mention or a link with another text. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\*_~`|>[\]()#@<]/g, '\\$&')
}

/** UTF-16 units; never within a character. */
function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text.slice(0, length - 2).replace(/[\ud800-\udbff]$/, '')}…`
}

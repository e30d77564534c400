import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** The target is none that this server sends anything to. What its name resolves to is not told. */
export class RefusedTargetError extends BaseError {
  override readonly name = 'RefusedTargetError'
  constructor(what: string, { host }: { host: string }) {
    super(what, {
      facts: [['Host', visibleText(host, { maxLength: 200 })]],
      hint: 'Give an https:// URL on the public internet. Whoever runs this instance can allow others with webhooks.allowHosts.',
    })
  }
}

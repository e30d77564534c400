import type { Store } from '@/lib/adapters/store/store'
import type { Config } from '@/lib/config/config'

/** What subscriptions need of the server. */
export type SubscriptionContext = {
  readonly store: Store
  readonly config: Pick<
    Config,
    'protocols' | 'chains' | 'webhooks' | 'publicUrl' | 'smtpUrl' | 'mailFrom'
  >
}

import { describeCheck } from '@/lib/core/check/__fixtures__/describe-check'
import { known } from '@/lib/core/check/__fixtures__/known'
import { proxy, stranger, upgrade } from '@/lib/core/check/__fixtures__/patch-facts'
import { knownProxy } from './known-proxy'

const registry = known(new Map([[proxy.toLowerCase(), 'Vault']]))

describeCheck(knownProxy, {
  bad: { upgrade: known({ ...upgrade, proxies: [proxy, stranger] }), registry },
  twin: { upgrade: known(upgrade), registry },
})

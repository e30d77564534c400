import { authorityGuards } from '@/lib/core/check/access/caller-authority'
import type { Check } from '@/lib/core/check/check'
import { evidenceAt, unreadParts } from '@/lib/core/check/model-evidence'
import type { ContractModel, InitializerModel } from '@/lib/core/source/contract-model'
import { callsOnProxies } from './initializer-calls'

/** IN-05. Whether what is new is initialised in the transaction that brings it. */
export const initialisedAtOnce: Check<'upgrade' | 'calls' | 'old model' | 'new model'> = {
  id: 'IN-05',
  title: 'Upgrade and initialisation are one transaction',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['upgrade', 'calls', 'old model', 'new model'],
  incident:
    'USPD, planted 2025-09-16, about 1 million: a stranger initialised the proxy between its deployment and its owner’s call. Kinto, 2025-07, 1.55 million: proxies taken over in the same window.',
  remedy: 'Give the call of the initializer to the upgrade itself, as its calldata.',
  run: ({ upgrade, calls, 'old model': from, 'new model': to }) => {
    const unread = unreadParts(from, to)
    if (unread.length > 0) {
      return { verdict: 'unknown', detail: 'Not all sources could be read.', evidence: unread }
    }
    const pending = to.initializers.filter((one) => isNew(one, from))
    if (pending.length === 0) {
      return {
        verdict: 'pass',
        detail: 'The new code has no initializer that the old one had not.',
        evidence: [],
      }
    }
    const made = callsOnProxies(upgrade, calls)
    const isMade = ({ selector }: InitializerModel) =>
      upgrade.proxies.length > 0 &&
      upgrade.proxies.every((proxy) =>
        made.some((call) => call.selector === selector && isSame(call.proxy, proxy)),
      )
    const left = pending.filter((one) => !isMade(one))
    const ofEach = upgrade.proxies.length > 1 ? ' on each of its proxies' : ''
    const evidence = left.map(({ place, signature }) =>
      evidenceAt(place, `${signature} is not called in this patch${ofEach}`),
    )
    if (left.length === 0) {
      const detail = `${pending.length} initializers are called in the transaction of the upgrade.`
      return { verdict: 'pass', detail, evidence }
    }
    const open = left.filter((one) => !isForChosen(one, to)).length
    return open > 0
      ? { verdict: 'fail', detail: `${open} initializers are left to whoever is first.`, evidence }
      : {
          verdict: 'warn',
          detail: `${left.length} initializers are left for chosen callers.`,
          evidence,
        }
  },
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function isNew({ version, signature }: InitializerModel, { initializers }: ContractModel): boolean {
  return !initializers.some((one) =>
    version === undefined ? one.signature === signature : one.version === version,
  )
}

function isForChosen({ selector }: InitializerModel, { functions }: ContractModel): boolean {
  const found = functions.find((one) => one.selector === selector)
  return found !== undefined && authorityGuards(found).length > 0
}

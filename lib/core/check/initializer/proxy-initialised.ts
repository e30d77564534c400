import { visibleText } from '@/lib/core/chain/visible-text'
import { triedInWords, untriedEvidence } from '@/lib/core/check/access/tried-in-words'
import type { Check, Judgement } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import type { StrangerCalls } from '@/lib/core/simulation/stranger-calls'
import type { ContractModel } from '@/lib/core/source/contract-model'
import { type OpenInitializer, openInitializers } from './open-initializers'

/** IN-01. Whether nobody can initialise a proxy once the patch has run. */
export const proxyInitialised: Check<'stranger calls', 'new model'> = {
  id: 'IN-01',
  title: 'No stranger can initialise the proxy',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['stranger calls'],
  may: ['new model'],
  incident:
    'Audius, 2022-07-23, 6 million: the proxy’s own variable lay where `initialized` was kept, so that anybody could initialise. Pike, 2024-04-30, 1.7 million. Punk Protocol, 2021-08-10, 9 million. Parity, 2017-07-19, 153,037 ETH.',
  remedy:
    'Guard it with `initializer` or `reinitializer`, and run it in the transaction of the upgrade.',
  run: ({ 'stranger calls': tried, 'new model': model }) => judgeOpen(tried, model, false),
}

/** IN-02. The same of the implementation, called itself. */
export const implementationInitialised: Check<'stranger calls', 'new model'> = {
  id: 'IN-02',
  title: 'No stranger can initialise the implementation',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['stranger calls'],
  may: ['new model'],
  incident:
    'Parity, 2017-11-06, 513,774 ETH: somebody initialised the library and ended it. Wormhole, February 2022, and the UUPS advisory of OpenZeppelin, September 2021: found in time.',
  remedy: 'Call `_disableInitializers()` in the constructor of the implementation.',
  run: ({ 'stranger calls': tried, 'new model': model }) => judgeOpen(tried, model, true),
}

function judgeOpen(
  tried: StrangerCalls,
  model: ContractModel | undefined,
  direct: boolean,
): Judgement {
  const open = openInitializers(tried, model, { direct })
  const ended = direct ? takenOver(tried) : []
  const sure = open.filter(({ byName, wasOpen }) => !byName || (!wasOpen && !direct))
  if (sure.length + ended.length > 0) {
    const old = sure.filter(({ wasOpen }) => wasOpen).length
    const before = old > 0 ? `; ${old} of them could be called before too` : ''
    const detail = `A stranger can call ${sure.length + ended.length} functions that initialise${before}. ${triedInWords(tried)}`
    return { verdict: 'fail', detail, evidence: [...sure.map(toEvidence), ...ended] }
  }
  const untried = untriedEvidence(tried)
  if (untried.length > 0) {
    const detail = `Not everything was tried. ${triedInWords(tried)}`
    return { verdict: 'unknown', detail, evidence: untried }
  }
  if (open.length > 0) {
    const detail = `By its name something initialises, and a stranger can call it. ${triedInWords(tried)}`
    return { verdict: 'warn', detail, evidence: open.map(toEvidence) }
  }
  return {
    verdict: 'pass',
    detail: `Nothing initialises for a stranger. ${triedInWords(tried)}`,
    evidence: [],
  }
}

function toEvidence({ call, wasOpen }: OpenInitializer): FindingEvidence {
  const { name, given, after, target } = call
  const names = after.writes.flatMap(({ variables, slot }) =>
    variables.length > 0 ? variables.map(({ path }) => path) : [`slot ${shortSlot(slot)}`],
  )
  const written = names.slice(0, 6).join(', ')
  const more = names.length > 6 ? ` and ${names.length - 6} more` : ''
  const what = `${name}, given ${given}, writes ${written}${more}${wasOpen ? '; before too' : ''}`
  return { where: target, what: visibleText(what) }
}

function shortSlot(slot: string): string {
  return BigInt(slot) < 2n ** 64n ? String(BigInt(slot)) : slot
}

/** A stranger who runs its own code in an implementation, or ends it, takes it away from every proxy. */
function takenOver({ effective }: StrangerCalls): FindingEvidence[] {
  return effective
    .filter(({ direct, after }) => direct && (after.runsGiven || after.ends))
    .slice(0, 10)
    .map(({ target, name, given, after }) => ({
      where: target,
      what: visibleText(
        `${name}, given ${given}, ${after.ends ? 'ends it' : 'runs code that the caller chooses'}`,
      ),
    }))
}

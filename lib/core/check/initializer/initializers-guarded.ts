import { authorityGuards, isWriter } from '@/lib/core/check/access/caller-authority'
import type { Check } from '@/lib/core/check/check'
import { evidenceAt, passIfRead, unreadEvidence } from '@/lib/core/check/model-evidence'
import type { FunctionModel } from '@/lib/core/source/contract-model'

/** Names that functions bear which set a contract up. */
const initName =
  /^_*([rR]e_?)?([iI]nit(iali[sz]er?)?(\w*V?\d+)?|([iI]nit|[sS]et_?[uU]p)([A-Z_]\w*)?|[iI]nitiali[sz]e\w*)$/
/** Names of variables that say who rules. */
const powerName =
  /^_*(pending)?(owner|admin|governor|governance|guardian|minter|pauser|operator|authority|controller)s?$/i
/** Guards that look at what the call itself sets and clears, under the names that libraries give it. */
const passing = /reentran|entered|unlocked|mutex|paused/i
/** The same, where a modifier sets and clears it; a function that sets it itself may mean it for good. */
const lock = /(?<![\w$])_*lock(ed)?(?![\w$])/i
/** What is of the call or of the block, and so another each time. */
const ofTheCall = /(?<![\w$.])(msg|tx|block)\.|_msgSender\(/

/** IN-03. Whether what sets the contract up can run a second time, or for a stranger. */
export const initializersGuarded: Check<'new model'> = {
  id: 'IN-03',
  title: 'Every initializer is guarded',
  severity: 'high',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new model'],
  incident:
    'Parity, 2017-07-19, about 153,000 ether: anyone could call initWallet again and own the wallet. Punk Protocol, 2021-08-10, 8.95 million: Initialize had no modifier.',
  remedy: 'Give it the modifier initializer or reinitializer, or let only the owner call it.',
  run: ({ 'new model': model }) => {
    const candidates = model.functions.filter(isWriter).filter(setsUp)
    const open = candidates.filter((one) => !isGuarded(one))
    if (open.length > 0) {
      const detail = `${open.length} functions that set the contract up can be called by anyone, again.`
      const evidence = open.map(({ place, signature, writes }) =>
        evidenceAt(place, `${signature} asks for nothing and writes ${writes.join(', ')}`),
      )
      return { verdict: 'fail', detail, evidence }
    }
    const detail = `${candidates.length} functions that set it up run once, or for chosen callers.`
    const evidence = candidates.map(({ place, signature }) => evidenceAt(place, signature))
    return passIfRead({ verdict: 'pass', detail, evidence }, unreadEvidence(model))
  },
}

function setsUp({ name, writes }: FunctionModel): boolean {
  return (
    writes.length > 0 && (initName.test(name) || writes.some((one) => powerName.test(lastOf(one))))
  )
}

/** It lets only chosen callers through, or asks for a value that it writes itself: then it runs once. */
function isGuarded(model: FunctionModel): boolean {
  if (authorityGuards(model).length > 0) return true
  const isHeld = !lock.test(model.body)
  const guards = model.guards.filter((one) => !passing.test(one) && !(isHeld && lock.test(one)))
  const names = model.writes.map(lastOf).filter((name) => name !== '')
  const conditions = guards.flatMap((guard) => guard.split(' || '))
  const asked = conditions.map((one) => askedOf(one, model.parameters))
  return asked.some((condition) => names.some((name) => asksOnce(condition, name)))
}

/** Without the keys of mappings. Empty where whoever calls, or the block, may give the other side: then it asks for nothing. */
function askedOf(condition: string, parameters: readonly string[]): string {
  const bare = condition.replace(/\[[^[\]]*\]/g, '')
  const isGiven = wordsOf(bare).some((word) => word !== '' && parameters.includes(word))
  return isGiven || ofTheCall.test(bare) ? '' : bare
}

/** That it is unset, or a version below: a limit that it writes and is measured by does not make it run once. */
function asksOnce(condition: string, name: string): boolean {
  const isMeasured = / <=? /.test(condition) && !/init|version/i.test(name)
  return !isMeasured && wordsOf(condition).includes(name)
}

function wordsOf(guard: string): readonly string[] {
  return guard.match(/[\w$]+/g) ?? []
}

/** `OwnableStorage._owner` → `_owner`. */
function lastOf(name: string): string {
  return name.split(/[. ]/).at(-1) ?? ''
}

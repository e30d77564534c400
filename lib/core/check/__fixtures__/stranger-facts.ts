import type { Address } from 'viem'
import type {
  CallEffect,
  CallWrite,
  StrangerCall,
  StrangerCalls,
} from '@/lib/core/simulation/stranger-calls'
import { writtenSlot } from './attack-facts'
import { known } from './known'
import { proxy, stranger } from './patch-facts'

/** A call that came through and left nothing. */
export const noEffect: CallEffect = {
  succeeded: true,
  writes: [],
  moves: [],
  allowances: [],
  initialises: false,
  runsGiven: false,
  ends: false,
}

const reverted: CallEffect = { ...noEffect, succeeded: false }

/** A word of the proxy that a call wrote. */
export function callWrite(
  slot: bigint,
  after: bigint | Address,
  path?: string,
  contract: Address = proxy,
): CallWrite {
  return { contract, ...writtenSlot(slot, 0n, BigInt(after), path) }
}

/** A call of a stranger that reverted without the patch. */
export function strangerCall(
  name: string,
  after: Partial<CallEffect>,
  more: Partial<StrangerCall> = {},
): StrangerCall {
  return {
    target: proxy,
    direct: false,
    selector: '0x12345678',
    name,
    given: 'zeros',
    before: reverted,
    after: { ...noEffect, ...after },
    ...more,
  }
}

/** The fact that these calls had an effect and no others did. */
export function strangerFacts(...effective: readonly StrangerCall[]) {
  return { 'stranger calls': known(strangerCalls(...effective)) }
}

export function strangerCalls(...effective: readonly StrangerCall[]): StrangerCalls {
  return { stranger, functions: 9, calls: 40, effective, writable: new Set(), untried: [] }
}

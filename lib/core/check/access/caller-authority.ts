import type { FunctionModel } from '@/lib/core/source/contract-model'

const caller = /msg\.sender|_msgSender\(\)|tx\.origin|caller \( \)/
/** What says something of the caller without choosing who it may be. */
const noChoice = /transfer|approve|allowance|address\(0\)|code\.length|msg\.sender == tx\.origin/i
/** What keeps some callers out lets all others through: in normal form it says no. */
export const keepsOut =
  /^!| != |(== false$)|black_?list|deny_?list|block_?list|blocked|banned|sanction/i

/**
 * The guards of a function that let only chosen callers through, such as `_owner == msg.sender` and `isKeeper[msg.sender]`.
 * That a caller owns enough, or names itself in a parameter, chooses nobody.
 */
export function authorityGuards({ callerGuards, parameters }: FunctionModel): string[] {
  return callerGuards.filter((guard) =>
    guard.split(' || ').some((condition) => choosesCaller(condition, parameters)),
  )
}

/** Whether a condition holds for chosen callers only. */
export function choosesCaller(condition: string, parameters: readonly string[]): boolean {
  return limitsCaller(condition, parameters) && !keepsOut.test(condition)
}

/** Whether a condition does not hold for just anybody: for chosen callers only, or for all but some. */
export function limitsCaller(condition: string, parameters: readonly string[]): boolean {
  if (!caller.test(condition) && !/^\w*(check|only|auth|require)\w*\(/i.test(condition))
    return false
  if (noChoice.test(condition) || / <=? /.test(condition)) return false
  const sides = condition.split(' == ')
  return !sides.some((side) => parameters.includes(side.split('.')[0] ?? '') && side !== '')
}

/** Whether somebody outside can make it write: it is callable, and neither view nor pure. */
export function isWriter({ visibility, mutability, name, signature }: FunctionModel): boolean {
  const isCallable = visibility === 'public' || visibility === 'external'
  const isEntry = name !== '' || signature === 'fallback' || signature === 'receive'
  return isCallable && isEntry && mutability !== 'view' && mutability !== 'pure'
}

import type { Address } from 'viem'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { takeSignInTurn, takeSigningTurn } from './signing-turn'

/** The locks of a browser, as far as they are asked for: shared or exclusive, at once or not at all. */
class Locks {
  readonly #held = new Map<string, { shared: number; exclusive: boolean }>()
  async request<T>(
    name: string,
    { mode }: { mode: 'shared' | 'exclusive'; ifAvailable: true },
    act: (lock: object | null) => Promise<T>,
  ): Promise<T> {
    const lock = this.#held.get(name) ?? { shared: 0, exclusive: false }
    this.#held.set(name, lock)
    const isShared = mode === 'shared'
    if (lock.exclusive || (!isShared && lock.shared > 0)) return await act(null)
    if (isShared) lock.shared += 1
    else lock.exclusive = true
    try {
      return await act(lock)
    } finally {
      if (isShared) lock.shared -= 1
      else lock.exclusive = false
    }
  }
}

const ada: Address = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const bob: Address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const safe = { chainId: 1, address: bob }
const turn = (nonce: bigint, account = ada) => ({ safe, nonce, account })
const done = async () => 'signed'

/** Somebody who has not answered their wallet yet. */
function pending() {
  let answer = () => {}
  const promise = new Promise<void>((resolve) => {
    answer = resolve
  })
  return { act: () => promise, answer: () => answer() }
}

beforeEach(() => {
  vi.stubGlobal('navigator', { locks: new Locks() })
})
afterEach(() => vi.unstubAllGlobals())

test('default: one signature for a nonce at a time, others beside it', async () => {
  const { act, answer } = pending()
  const first = takeSigningTurn(turn(1n), act)
  await expect(takeSigningTurn(turn(1n), done)).rejects.toMatchObject({
    name: 'OtherTabSigningError',
    facts: [['Nonce', '1']],
  })
  expect(await takeSigningTurn(turn(2n), done)).toBe('signed')
  answer()
  await first
  expect(await takeSigningTurn(turn(1n), done)).toBe('signed')
})

test('behavior: nobody is asked to sign in while they are asked for a signature, nor the other way round', async () => {
  const signing = pending()
  const first = takeSigningTurn(turn(1n), signing.act)
  await expect(takeSignInTurn(ada, done)).rejects.toMatchObject({ facts: [] })
  expect(await takeSignInTurn(bob, done)).toBe('signed')
  signing.answer()
  await first
  const signingIn = pending()
  const second = takeSignInTurn(ada, signingIn.act)
  await expect(takeSigningTurn(turn(1n), done)).rejects.toThrow('Another tab of this browser')
  await expect(takeSignInTurn(ada, done)).rejects.toThrow('Another tab of this browser')
  expect(await takeSigningTurn(turn(1n, bob), done)).toBe('signed')
  signingIn.answer()
  await second
  expect(await takeSignInTurn(ada, done)).toBe('signed')
})

test('behavior: a turn that fails is over', async () => {
  const fail = () => Promise.reject(new Error('rejected'))
  await expect(takeSignInTurn(ada, fail)).rejects.toThrow('rejected')
  expect(await takeSignInTurn(ada, done)).toBe('signed')
})

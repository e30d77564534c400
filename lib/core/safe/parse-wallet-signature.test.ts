import { concat, type Hash, type Hex, numberToHex, slice } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { parseWalletSignature } from './parse-wallet-signature'

const privateKey: Hex = `0x${'11'.repeat(32)}`
const account = privateKeyToAccount(privateKey)
const safeTxHash: Hash = `0x${'5a'.repeat(32)}`
const eip712 = await sign({ hash: safeTxHash, privateKey, to: 'hex' })
const personal = await account.signMessage({ message: { raw: safeTxHash } })
const withV = (signature: Hex, change: (v: number) => number) =>
  concat([slice(signature, 0, 64), numberToHex(change(Number(slice(signature, 64))), { size: 1 })])

describe('default', () => {
  test.each([
    ['eip712', eip712, eip712],
    ['eth-sign', personal, withV(personal, (v) => v + 4)],
  ] as const)('args: method %s', async (method, signature, data) => {
    const expected = { kind: method, signer: account.address, data }
    expect(await parseWalletSignature({ signature, safeTxHash, method })).toEqual(expected)
    const fromLedger = withV(signature, (v) => v - 27)
    expect(await parseWalletSignature({ signature: fromLedger, safeTxHash, method })).toEqual(
      expected,
    )
  })
})

describe('errors', () => {
  test('error: a smart-contract wallet', async () => {
    const parameters = {
      signature: concat([eip712, eip712]),
      safeTxHash,
      method: 'eip712',
    } as const
    await expect(parseWalletSignature(parameters)).rejects.toThrowErrorMatchingInlineSnapshot(`
      [InvalidSignatureError: The wallet returned no 65-byte signature.
      Got: 130 bytes
      A smart-contract wallet signs on chain with approveHash instead.]
    `)
  })

  test.each([2, 26, 29, 31, 255])('error: v of %d', async (v) => {
    const signature = withV(eip712, () => v)
    await expect(parseWalletSignature({ signature, safeTxHash, method: 'eip712' })).rejects.toThrow(
      'not one wallets use',
    )
  })

  test('error: half a byte', async () => {
    const signature = eip712.slice(0, -1) as Hex
    await expect(parseWalletSignature({ signature, safeTxHash, method: 'eip712' })).rejects.toThrow(
      'half a byte is missing',
    )
  })

  test('behavior: another hash was signed', async () => {
    const signature = await sign({ hash: `0x${'5b'.repeat(32)}`, privateKey, to: 'hex' })
    const { signer } = await parseWalletSignature({ signature, safeTxHash, method: 'eip712' })
    expect(signer).not.toBe(account.address)
  })
})

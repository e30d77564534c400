import type { BrowserContext } from '@playwright/test'
import {
  type Address,
  createClient,
  type Hex,
  http,
  isAddressEqual,
  keccak256,
  numberToHex,
  type TypedDataDefinition,
} from 'viem'
import type { HDAccount } from 'viem/accounts'
import { sendTransaction } from 'viem/actions'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { announceWallet, walletBinding, walletEmitter } from './announce-wallet'

export const walletName = 'Test Wallet'

/** How the person at the wallet answers what it is asked to sign or send. */
export type WalletAnswer =
  | 'approve'
  | 'reject'
  /** Signs what was asked with the key of the account of this index, as a wallet that switched in between. */
  | { signAs: number }
  /** Signs another nonce than the one that was asked for, or another message, as a wallet with malware in it. */
  | 'change-message'
  /** Does not know typed data, and signs messages only. */
  | 'no-typed-data'

type RpcRequest = { method: string; params?: unknown }
type RpcAnswer = { result: unknown } | { error: { code: number; message: string } }

class RpcError extends Error {
  readonly code: number
  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * A browser wallet (EIP-1193, announced by EIP-6963) whose keys are Anvil's and stay outside of the browser. It shows no
 * account before the page was granted one, and refuses typed data of another chain than its own, as wallets do.
 */
export class InjectedWallet {
  answer: WalletAnswer = 'approve'
  /** What its node answers instead of the truth; undefined where it tells that. */
  lie: ((request: RpcRequest) => unknown) | undefined
  /** What its owner waits for before they answer what it is asked to sign; undefined where they answer at once. */
  pause: Promise<void> | undefined
  /** Everything it was asked, in order. */
  readonly requests: RpcRequest[] = []
  private readonly context: BrowserContext
  private readonly rpcUrl: string
  private account: HDAccount
  private chainId: number
  private isGranted = false

  constructor(context: BrowserContext, options: { rpcUrl: string; chainId: number; as: number }) {
    this.context = context
    this.rpcUrl = options.rpcUrl
    this.chainId = options.chainId
    this.account = demoAccount(options.as)
  }

  /** Puts it into every page that the context opens from now on. */
  async install(): Promise<void> {
    await this.context.exposeBinding(walletBinding, (_, request: RpcRequest) =>
      this.handle(request),
    )
    await this.context.addInitScript(announceWallet, {
      name: walletName,
      binding: walletBinding,
      emitter: walletEmitter,
    })
  }

  get address(): Address {
    return this.account.address
  }

  /** Its owner chooses another account. */
  async switchAccount(index: number): Promise<void> {
    this.account = demoAccount(index)
    if (this.isGranted) await this.emit('accountsChanged', [this.address])
  }

  /** Its owner chooses another network. */
  async switchChain(chainId: number): Promise<void> {
    this.chainId = chainId
    await this.emit('chainChanged', numberToHex(chainId))
  }

  /** Whether it was asked to sign or send anything. */
  asked(method: string): number {
    return this.requests.filter((request) => request.method === method).length
  }

  private async emit(event: string, value: unknown): Promise<void> {
    const emission = { emitter: walletEmitter, event, value }
    await Promise.all(this.context.pages().map((page) => page.evaluate(emitInPage, emission)))
  }

  private async handle(request: RpcRequest): Promise<RpcAnswer> {
    this.requests.push(request)
    try {
      return { result: await this.perform(request) }
    } catch (error) {
      const code = error instanceof RpcError ? error.code : -32603
      const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      return { error: { code, message } }
    }
  }

  private async perform({ method, params }: RpcRequest): Promise<unknown> {
    const [first, second] = Array.isArray(params) ? (params as unknown[]) : []
    switch (method) {
      case 'eth_accounts':
        return this.isGranted ? [this.address] : []
      case 'eth_requestAccounts':
        this.grant()
        return [this.address]
      case 'wallet_requestPermissions':
        this.grant()
        return [this.permission()]
      case 'wallet_getPermissions':
        return this.isGranted ? [this.permission()] : []
      case 'wallet_revokePermissions':
        this.isGranted = false
        return null
      case 'eth_chainId':
        return numberToHex(this.chainId)
      case 'wallet_switchEthereumChain':
        return this.switchTo(Number((first as { chainId: Hex }).chainId))
      case 'eth_signTypedData_v4':
        return this.signTypedData(first as Address, second as string)
      case 'personal_sign':
        return this.signMessage(first as Hex, second as Address)
      case 'eth_sendTransaction':
        return this.send(first as { from: Address; to: Address; data?: Hex; value?: Hex })
      default:
        return this.lie?.({ method, params }) ?? this.forward({ method, params })
    }
  }

  private grant(): void {
    if (this.answer === 'reject') throw rejection()
    this.isGranted = true
  }

  private permission() {
    const caveats = [{ type: 'restrictReturnedAccounts', value: [this.address] }]
    return { parentCapability: 'eth_accounts', caveats }
  }

  private async switchTo(chainId: number): Promise<null> {
    if (this.answer === 'reject') throw rejection()
    await this.switchChain(chainId)
    return null
  }

  private async signTypedData(account: Address, json: string): Promise<Hex> {
    this.assertOffered(account)
    const data = JSON.parse(json) as TypedDataDefinition & {
      domain: { chainId?: number | string }
      message: Record<string, unknown>
    }
    const wanted = data.domain.chainId
    if (wanted !== undefined && Number(wanted) !== this.chainId) {
      throw new RpcError(
        -32602,
        `Provided chainId "${wanted}" must match the active chainId "${this.chainId}"`,
      )
    }
    await this.pause
    if (this.answer === 'reject') throw rejection()
    if (this.answer === 'no-typed-data') {
      throw new RpcError(4200, 'The method eth_signTypedData_v4 is not supported.')
    }
    if (this.answer === 'change-message') {
      const nonce = `${Number(data.message.nonce) + 1}`
      return this.account.signTypedData({ ...data, message: { ...data.message, nonce } })
    }
    return this.signer().signTypedData(data)
  }

  private async signMessage(raw: Hex, account: Address): Promise<Hex> {
    this.assertOffered(account)
    if (this.answer === 'reject') throw rejection()
    const asked = this.answer === 'change-message' ? keccak256(raw) : raw
    return this.signer().signMessage({ message: { raw: asked } })
  }

  private signer(): HDAccount {
    return typeof this.answer === 'object' ? demoAccount(this.answer.signAs) : this.account
  }

  private async send(request: { from: Address; to: Address; data?: Hex; value?: Hex }) {
    this.assertOffered(request.from)
    if (this.answer === 'reject') throw rejection()
    const { to, data = '0x', value = '0x0' } = request
    const client = createClient({ account: this.account, transport: http(this.rpcUrl) })
    return sendTransaction(client, { to, data, value: BigInt(value), chain: null })
  }

  private assertOffered(account: Address): void {
    if (this.isGranted && isAddressEqual(account, this.address)) return
    throw new RpcError(4100, 'The requested account has not been authorized by the user.')
  }

  private forward(request: RpcRequest): Promise<unknown> {
    const client = createClient({ transport: http(this.rpcUrl, { retryCount: 0 }) })
    return (client.request as (request: RpcRequest) => Promise<unknown>)(request)
  }
}

function rejection(): RpcError {
  return new RpcError(4001, 'User rejected the request.')
}

/** Runs in the page. */
function emitInPage({ emitter, event, value }: { emitter: string; event: string; value: unknown }) {
  const page = window as unknown as Record<string, (event: string, value: unknown) => void>
  page[emitter]?.(event, value)
}

import { useSwitchChain } from 'wagmi'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import type { BaseError } from '@/lib/core/error/base-error'
import { useWallet } from '@/lib/hooks/use-wallet'

export type Network = {
  /** Set where a wallet is connected and on another chain than the page. */
  readonly wrong: { readonly walletChainId: number } | undefined
  readonly switchNetwork: () => void
  readonly isSwitching: boolean
  readonly error: BaseError | undefined
}

/** Whether the wallet is on the chain a page is about, and the way there. */
export function useNetwork(chainId: number): Network {
  const { account, chainId: walletChainId } = useWallet()
  const { mutate, isPending, error } = useSwitchChain()
  const isWrong = account !== undefined && walletChainId !== undefined && walletChainId !== chainId
  return {
    wrong: isWrong ? { walletChainId } : undefined,
    switchNetwork: () => mutate({ chainId }),
    isSwitching: isPending,
    error: error ? toWalletError(error) : undefined,
  }
}

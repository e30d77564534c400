import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import type { BaseError } from '@/lib/core/error/base-error'

export type Action<TInput> = {
  readonly run: (input: TInput) => void
  readonly isRunning: boolean
  readonly isDone: boolean
  readonly error: BaseError | undefined
}

/**
 * Something the user starts: runs once at a time, says what went wrong in words, and renders the page anew when done.
 */
export function useAction<TInput = void>(act: (input: TInput) => Promise<void>): Action<TInput> {
  const router = useRouter()
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationFn: act,
    onSettled: async () => {
      await queries.invalidateQueries()
      router.refresh()
    },
  })
  return {
    run: (input) => {
      if (!mutation.isPending) mutation.mutate(input)
    },
    isRunning: mutation.isPending,
    isDone: mutation.isSuccess,
    error: mutation.error ? toWalletError(mutation.error) : undefined,
  }
}

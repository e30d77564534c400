import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** Where things have their pages. A patch is found by its record's key. */
export const patchPath = (key: Hash): string => `/patches/${key}`
export const signPath = (key: Hash): string => `/patches/${key}/sign`
export const checksPath = (key: Hash): string => `/patches/${key}/checks`
export const reportPath = (hash: Hash): string => `/api/v1/reports/${hash}`
export const timelockPath = ({ chainId, address }: ChainAddress): string =>
  `/timelocks/${chainId}/${address}`
export const safePath = ({ chainId, address }: ChainAddress): string =>
  `/safes/${chainId}/${address}`

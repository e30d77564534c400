import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ReportPlace } from '@/lib/core/report/report-place'

/** Where things have their pages. A patch is found by its record's key. */
export const patchPath = (key: Hash): string => `/patches/${key}`
/** All that its page shows, as JSON. */
export const patchSummaryPath = (key: Hash): string => `/api/v1/patches/${key}/summary`
/** All that is shown where one of its Safe transactions is signed, as JSON. */
export const patchSigningPath = (key: Hash, safeTxHash: Hash): string =>
  `/api/v1/patches/${key}/signing?tx=${safeTxHash}`
/** What is not as it was when it was first looked at. */
export const driftPath = (key: Hash): string => `/patches/${key}#drift`
export const signPath = (key: Hash): string => `/patches/${key}/sign`
/** All that is compared when it is signed, on one page to print. */
export const signSheetPath = (key: Hash, safeTxHash: Hash): string =>
  `/patches/${key}/sign/sheet?tx=${safeTxHash}`
/** What changes, as one of the views of the page; its first where none is named. */
export const changesPath = (key: Hash, view?: string): string =>
  `/patches/${key}/changes${view ? `/${view}` : ''}`
export const checksPath = (key: Hash): string => `/patches/${key}/checks`
export const simulationPath = (key: Hash): string => `/patches/${key}/simulation`
/** The page of one report under what it is of: that it is of this, the page finds out. */
export const placedReportPath = (
  { timelock, operationId, blockNumber }: ReportPlace,
  hash: Hash,
): string => `${timelockPath(timelock)}/operations/${operationId}/reports/${blockNumber}/${hash}`
/** The page of one report, whether or not it is still the last one of its patch. */
export const reportPath = (hash: Hash): string => `/reports/${hash}`
/** Its canonical bytes, or what is rendered from them. */
export const reportFilePath = (hash: Hash, format?: 'md' | 'html'): string =>
  `/api/v1/reports/${hash}${format ? `.${format}` : ''}`
/** What the upgrades of a report change, as JSON. */
export const reportChangesPath = (hash: Hash): string => `${reportFilePath(hash)}/changes`
export const timelockPath = ({ chainId, address }: ChainAddress): string =>
  `/timelocks/${chainId}/${address}`
/** An operation of any timelock; of a configured one the page of its patch stands there. */
export const operationPath = (timelock: ChainAddress, id: Hash): string =>
  `${timelockPath(timelock)}/operations/${id}`
/** What a proxy has run, and what differs between two of it. */
export const proxyPath = ({ chainId, address }: ChainAddress): string =>
  `/proxies/${chainId}/${address}`
export const safePath = ({ chainId, address }: ChainAddress): string =>
  `/safes/${chainId}/${address}`

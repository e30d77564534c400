import { encodeFunctionData, maxUint256 } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { encodeUpgrade } from '@/lib/core/proxy/encode-upgrade'
import { cast, castAddress } from './cast'
import { encodeSetBorrowCap, harborAbi, treasuryAbi } from './harbor-abi'
import { deployed } from './past-events'
import type { WorldEvent } from './play-events'
import { type ProposalEventsParameters, proposePatch } from './propose-patch'
import { proposeRecovery } from './propose-recovery'
import { readHarborProxies } from './read-harbor-proxies'

const hour = 3_600n

/**
 * What lacks signatures at the end, each proposed and signed by one owner: the patch of the vault's
 * hole, a malicious one that looks like its little sister, two rivals for one nonce, and one that moves money.
 */
export function proposalEvents(
  client: AnvilClient,
  parameters: ProposalEventsParameters,
): WorldEvent[] {
  const { to } = parameters
  return [
    { at: to - 20n * hour, run: () => proposeVaultPatch(client, parameters) },
    { at: to - 9n * hour, run: () => proposeMaliciousPatch(client, parameters) },
    { at: to - 3n * hour, run: () => proposeRivals(client, parameters) },
    { at: to - 2n * hour, run: () => proposeRecovery(client, parameters) },
  ]
}

async function proposeVaultPatch(client: AnvilClient, parameters: ProposalEventsParameters) {
  const { harbor, to } = parameters
  const { vault } = await readHarborProxies(client, harbor)
  await proposePatch(client, parameters, {
    nonceOffset: 0n,
    signer: cast.council[0],
    upgrades: [
      {
        proxy: vault,
        to: await deployed(client, 'HarborVaultV2'),
        migration: encodeSetBorrowCap(),
      },
    ],
    title: 'Vault 2.0.0: close the collateral drain',
    description:
      'withdrawCollateral checked the position as it was before the withdrawal, so that a borrower could take back all collateral and keep the loan. It now checks the position as it will be. A cap on all debt bounds what the next mistake of this kind can cost.',
    severity: 'critical',
    evidence: [
      { label: 'Report of the finder', url: 'https://harbor.example/security/2026-11-collateral' },
      { label: 'Review of the patch', url: 'https://harbor.example/audits/2026-11-vault' },
    ],
    rollback: [encodeUpgrade({ proxy: vault, to: vault.implementation.address })],
    createdAt: to - 21n * hour,
  })
}

async function proposeMaliciousPatch(client: AnvilClient, parameters: ProposalEventsParameters) {
  const { harbor, to } = parameters
  const { vault } = await readHarborProxies(client, harbor)
  const approve = encodeFunctionData({
    abi: treasuryAbi,
    functionName: 'approve',
    args: [harbor.asset, castAddress(cast.attacker), maxUint256],
  })
  await proposePatch(client, parameters, {
    nonceOffset: 1n,
    signer: cast.council[2],
    malicious: true,
    upgrades: [
      {
        proxy: vault,
        to: await deployed(client, 'HarborVaultStorageShift'),
        migration: encodeSetBorrowCap(),
      },
    ],
    callsAfter: [{ target: harbor.treasury, value: 0n, data: approve }],
    title: 'Vault 2.1.0: collateral fix with circuit breaker',
    description:
      'The fix of 2.0.0 with one improvement asked for in review: the guardian can stop withdrawals alone, without pausing the rest. Replaces the proposal of 2.0.0; please sign this one instead.',
    severity: 'critical',
    evidence: [
      { label: 'Review of the patch', url: 'https://harbor.example/audits/2026-11-vault' },
    ],
    createdAt: to - 10n * hour,
  })
}

async function proposeRivals(client: AnvilClient, parameters: ProposalEventsParameters) {
  const { harbor, to } = parameters
  const setFee = (percent: number) => ({
    target: harbor.vault,
    value: 0n,
    data: encodeFunctionData({
      abi: harborAbi,
      functionName: 'setFee',
      args: [harbor.treasury, percent * 100],
    }),
  })
  const shared = { nonceOffset: 2n, severity: 'none' as const, createdAt: to - 4n * hour }
  await proposePatch(client, parameters, {
    ...shared,
    signer: cast.council[0],
    callsAfter: [setFee(8)],
    title: 'Lower the fee to 8 %',
    description: 'As voted by the depositors. A rival of the proposal of 12 % at the same nonce.',
  })
  await proposePatch(client, parameters, {
    ...shared,
    signer: cast.council[1],
    callsAfter: [setFee(12)],
    title: 'Raise the fee to 12 %',
    description: 'To fund the bug bounty. A rival of the proposal of 8 % at the same nonce.',
  })
}

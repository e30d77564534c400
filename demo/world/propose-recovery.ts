import { encodeFunctionData } from 'viem'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { cast, castAddress } from './cast'
import { deployContract } from './deploy-contract'
import { harborAbi, recoveryAbi, treasuryAbi } from './harbor-abi'
import { type ProposalEventsParameters, proposePatch } from './propose-patch'

const dollars = 10n ** 6n
const ether = 10n ** 18n
const hour = 3_600n

/** Whoever used the hole before anybody else could, and what of the returned sum is theirs. */
const finder = castAddress(cast.users[11])
const bounty = 12_000n * dollars
const harmed = [
  [castAddress(cast.users[0]), 61_500n * dollars],
  [castAddress(cast.users[3]), 38_250n * dollars],
  [castAddress(cast.users[7]), 8_250n * dollars],
] as const
const returned = 120_000n * dollars

/**
 * What a finder took out through the hole and gave back to the treasury goes to those who had lost it. It is the patch that
 * moves ether and tokens of every standard, allows something, and creates a contract.
 */
export async function proposeRecovery(
  client: AnvilClient,
  parameters: ProposalEventsParameters,
): Promise<void> {
  const { harbor, to } = parameters
  const { asset, treasury, vaultsTimelock } = harbor
  await sendTransaction(client, {
    from: finder,
    to: asset,
    data: encodeFunctionData({
      abi: harborAbi,
      functionName: 'mint',
      args: [treasury, returned],
    }),
  })
  // A user took the timelock for the vault; it pays for the gas of the claims.
  await sendTransaction(client, {
    from: castAddress(cast.users[1]),
    to: vaultsTimelock,
    value: 3n * ether,
  })
  const recovery = await deployContract(client, {
    from: castAddress(cast.deployer),
    name: 'HarborRecovery',
    args: [asset, treasury, vaultsTimelock],
  })
  const pay = encodeFunctionData({
    abi: treasuryAbi,
    functionName: 'pay',
    args: [asset, finder, bounty],
  })
  // More than is claimed so far: who turns up late is paid from the rest.
  const approve = encodeFunctionData({
    abi: treasuryAbi,
    functionName: 'approve',
    args: [asset, recovery, returned],
  })
  const open = encodeFunctionData({
    abi: recoveryAbi,
    functionName: 'open',
    args: [finder, harmed.map(([account]) => account), harmed.map(([, amount]) => amount)],
  })
  await proposePatch(client, parameters, {
    nonceOffset: 3n,
    signer: cast.council[1],
    callsAfter: [
      { target: treasury, value: 0n, data: pay },
      { target: treasury, value: 0n, data: approve },
      { target: recovery, value: 2n * ether, data: open },
    ],
    title: 'Recovery: give back what the finder returned',
    description:
      'The finder took 120,000 dUSD out through the hole before anybody else could, and gave them back to the treasury. Three borrowers get what they had lost as claims, with ether for their gas that was sent to the timelock by mistake; the finder gets the bounty of a tenth.',
    severity: 'medium',
    evidence: [{ label: 'Who lost what', url: 'https://harbor.example/security/2026-11-recovery' }],
    createdAt: to - 3n * hour,
  })
}

import v330 from '@openzeppelin/contracts-3.3.0/build/contracts/TimelockController.json'
import v342 from '@openzeppelin/contracts-3.4.2/build/contracts/TimelockController.json'
import v400 from '@openzeppelin/contracts-4.0.0/build/contracts/TimelockController.json'
import v410 from '@openzeppelin/contracts-4.1.0/build/contracts/TimelockController.json'
import v430 from '@openzeppelin/contracts-4.3.0/build/contracts/TimelockController.json'
import v433 from '@openzeppelin/contracts-4.3.3/build/contracts/TimelockController.json'
import v450 from '@openzeppelin/contracts-4.5.0/build/contracts/TimelockController.json'
import v460 from '@openzeppelin/contracts-4.6.0/build/contracts/TimelockController.json'
import v473 from '@openzeppelin/contracts-4.7.3/build/contracts/TimelockController.json'
import v483 from '@openzeppelin/contracts-4.8.3/build/contracts/TimelockController.json'
import v496 from '@openzeppelin/contracts-4.9.6/build/contracts/TimelockController.json'
import v502 from '@openzeppelin/contracts-5.0.2/build/contracts/TimelockController.json'
import v510 from '@openzeppelin/contracts-5.1.0/build/contracts/TimelockController.json'
import v530 from '@openzeppelin/contracts-5.3.0/build/contracts/TimelockController.json'
import v550 from '@openzeppelin/contracts-5.5.0/build/contracts/TimelockController.json'
import v570 from '@openzeppelin/contracts/build/contracts/TimelockController.json'
import type { Hex } from 'viem'
import type { GenerationName } from '@/lib/core/timelock/openzeppelin/generations'

export type GenerationArtifact = {
  readonly version: string
  readonly bytecode: Hex
  /** What code and answers tell, and what a trial execution and the history add. */
  readonly told: GenerationName
  readonly refined: GenerationName
  /** Whether its constructor takes an admin. */
  readonly takesAdmin: boolean
}

const artifact = (
  version: string,
  json: { bytecode: string; abi: readonly { type: string; inputs?: readonly unknown[] }[] },
  told: GenerationName,
  refined = told,
): GenerationArtifact => ({
  version,
  bytecode: json.bytecode as Hex,
  told,
  refined,
  takesAdmin: json.abi.find(({ type }) => type === 'constructor')?.inputs?.length === 4,
})

/** TimelockController as OpenZeppelin published it, compiled by them, with what can be told of each. */
export const generationArtifacts: readonly GenerationArtifact[] = [
  artifact('3.3.0', v330, '3.3'),
  artifact('3.4.2', v342, '3.4', '3.4.2'),
  artifact('4.0.0', v400, '4.0'),
  artifact('4.1.0', v410, '4.1 to 4.5', '4.1 to 4.3.0'),
  artifact('4.3.0', v430, '4.1 to 4.5', '4.1 to 4.3.0'),
  artifact('4.3.3', v433, '4.1 to 4.5', '4.3.1 to 4.5'),
  artifact('4.5.0', v450, '4.1 to 4.5', '4.3.1 to 4.5'),
  artifact('4.6.0', v460, '4.6 to 4.8', '4.6 to 4.7'),
  artifact('4.7.3', v473, '4.6 to 4.8', '4.6 to 4.7'),
  artifact('4.8.3', v483, '4.6 to 4.8', '4.8'),
  artifact('4.9.6', v496, '4.9'),
  artifact('5.0.2', v502, '5.0'),
  artifact('5.1.0', v510, '5.1 or later'),
  artifact('5.3.0', v530, '5.1 or later'),
  artifact('5.5.0', v550, '5.1 or later'),
  artifact('5.7.0', v570, '5.1 or later'),
]

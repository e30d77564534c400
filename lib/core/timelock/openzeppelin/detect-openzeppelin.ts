import { type Hex, size, stringToHex, toEventSelector, zeroHash } from 'viem'
import { scanOpcodes } from '@/lib/core/bytecode/scan-opcodes'
import type { Known } from '@/lib/core/chain/snapshot'
import { readWord } from '@/lib/core/timelock/kind/read-answer'
import type { Answer, TimelockEvidence } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { detectionBadges } from '@/lib/core/timelock/openzeppelin/detection-badges'
import { detectionProbes, sampleIds } from '@/lib/core/timelock/openzeppelin/detection-probes'
import { generationBadges } from '@/lib/core/timelock/openzeppelin/generation-badges'
import { type GenerationName, generations } from '@/lib/core/timelock/openzeppelin/generations'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

type Answers = Readonly<Record<keyof typeof detectionProbes, Answer>>

/**
 * Whether a contract is a TimelockController, and of which generation, as exactly as its code and its answers tell. Both
 * have to agree: whoever only emits its events, or only answers its getters, is none.
 *
 * @returns The reason where it is none.
 */
export function detectOpenzeppelin({
  code,
  answers,
  behind,
}: TimelockEvidence): Known<TimelockDetection> {
  const answered = byName(answers)
  const visible = visibleCode({ code, behind })
  const problem = problemOfCode(code, visible) ?? problemOfAnswers(answered)
  const minDelay = readWord(answered.minDelay)
  if (problem !== undefined) return { known: false, reason: problem }
  if (minDelay === undefined) {
    return { known: false, reason: 'It does not answer getMinDelay() with a number.' }
  }
  const generation = generations[tellGeneration(answered, visible)]
  const isFixed = behind ? behind.isFixed : visible !== undefined
  return {
    known: true,
    value: {
      kind: 'openzeppelin',
      generation: generation.name,
      minDelay,
      badges: [
        ...generationBadges(generation),
        ...detectionBadges({
          minDelay,
          isUpgradeable: !isFixed,
          hasForeignAdmin: hasForeignAdmin(answered),
        }),
      ],
    },
  }
}

function byName(answers: readonly Answer[]): Answers {
  const names = Object.keys(detectionProbes)
  const entries = names.map((name, index) => [name, answers[index]?.toLowerCase()])
  return Object.fromEntries(entries) as Answers
}

/** The functions that make it a timelock; each is in the code of every generation, behind a PUSH4 or in a table. */
const essentials = ['01d5062a', '8f2a0bb0', '134008d3', 'e38335e5', 'c4d252f5'] as const

const hasEssentials = (code: Hex) => essentials.every((selector) => code.includes(selector))

/** The code that runs there, or undefined where the address hands calls on and nothing tells to which. */
function visibleCode({ code, behind }: Pick<TimelockEvidence, 'code' | 'behind'>): Hex | undefined {
  const own = code.toLowerCase() as Hex
  if (behind) return behind.code?.toLowerCase() as Hex | undefined
  return !hasEssentials(own) && mayDelegate(own) ? undefined : own
}

/** Whether it could run other code, and so be another contract than it looks. */
function mayDelegate(code: Hex): boolean {
  return scanOpcodes(code).some(({ opcode }) => opcode === 'DELEGATECALL' || opcode === 'CALLCODE')
}

function problemOfCode(code: Hex, visible: Hex | undefined): string | undefined {
  if (size(code) === 0) return 'No code stands at this address: an account of a person, or nothing.'
  if (visible !== undefined && !hasEssentials(visible)) {
    return 'The code at this address has not all of schedule, scheduleBatch, execute, executeBatch and cancel.'
  }
  return undefined
}

function problemOfAnswers(answers: Answers): string | undefined {
  const { proposer, executor } = timelockRoleIds
  if (answers.proposerRole !== proposer || answers.executorRole !== executor) {
    return 'It does not answer PROPOSER_ROLE() and EXECUTOR_ROLE() as a TimelockController does.'
  }
  if (answers.singleId !== sampleIds.single || answers.batchId !== sampleIds.batch) {
    return 'It does not compute the ids of operations as a TimelockController does.'
  }
  const { timestamp, isDone } = answers
  if (timestamp !== zeroHash || isDone !== zeroHash) {
    return 'It says of an operation that nobody can have scheduled that it was scheduled, or does not answer at all.'
  }
  return undefined
}

const callSalt = /* @__PURE__ */ toEventSelector('CallSalt(bytes32,bytes32)').slice(2)
/** How 4.0 begins to refuse who lacks a role, in its first 32 bytes, and how AccessControl does in its place since 4.1. */
const openRoleText = /* @__PURE__ */ stringToHex('TimelockController: sender requi').slice(2)
const roleText = /* @__PURE__ */ stringToHex('AccessControl: account ').slice(2)
/** `FailedInnerCall()` of 5.0, which the optimizer halves and shifts back; and `FailedCall()`, as it is called since 5.1. */
const failedInnerCall = /1425ea42|0a12f521/
const failedCall = 'd6bda275'

function tellGeneration(answers: Answers, code = ''): GenerationName {
  if (answers.state === zeroHash) return tellFive(code)
  if (answers.cancellerRole === timelockRoleIds.canceller) {
    if (code === '') return '4.6 to 4.9'
    return code.includes(callSalt) ? '4.9' : '4.6 to 4.8'
  }
  if (readWord(answers.supportsAccessControl) === 1n) return tellEarlyFour(code)
  return answers.isOperation === zeroHash ? '3.4' : '3.3'
}

function tellFive(code: string): GenerationName {
  if (code.includes(failedCall)) return '5.1 or later'
  return failedInnerCall.test(code) ? '5.0' : '5.0 or later'
}

function tellEarlyFour(code: string): GenerationName {
  if (code.includes(openRoleText)) return '4.0'
  return code.includes(roleText) ? '4.1 to 4.5' : '4.0 to 4.5'
}

/** Whether someone other than the admins grants the role of proposers. */
function hasForeignAdmin({ proposerAdmin }: Answers): boolean {
  const { defaultAdmin, legacyAdmin } = timelockRoleIds
  return proposerAdmin !== defaultAdmin && proposerAdmin !== legacyAdmin
}

import * as z from 'zod/mini'
import { addressField, hashField } from '@/lib/core/chain/wire-fields'
import { dossierSchema } from '@/lib/core/patch/dossier-schema'
import { replayParts } from '@/lib/core/replay/replay-schema'
import { replayReportSchema } from '@/lib/core/report/replay-report-schema'
import { reportParts, reportSchema } from '@/lib/core/report/report-schema'
import { simulationParts, simulationSchema } from '@/lib/core/report/simulation-schema'

/** What a part means. All of it goes into the schema as it stands. */
type Meaning = { id: string; description: string; pattern?: string | undefined }

/**
 * The JSON Schema (2020-12) of a report, as it is published, made from the description that the parser itself uses. Bounds
 * that only code can express, such as the checksum of an address, are told in words.
 */
export function reportJsonSchema(): object {
  return publish(reportSchema, reportMeanings(), {
    $id: 'urn:suture:report:1',
    title: 'Report of a review',
    description: `All that a review of a patch found, at one block. ${form}`,
  })
}

/** The same of a simulation. */
export function simulationJsonSchema(): object {
  const meanings = reportMeanings()
  for (const [id, description] of Object.entries(simulationDescriptions)) {
    meanings.add(simulationParts[id as keyof typeof simulationParts], { id, description })
  }
  return publish(simulationSchema, meanings, {
    $id: 'urn:suture:simulation:1',
    title: 'Simulation of a patch',
    description: `All that trying a patch found, at one block. ${form}`,
  })
}

/** The same of a replay. */
export function replayJsonSchema(): object {
  const meanings = reportMeanings()
  for (const [id, description] of Object.entries(replayDescriptions)) {
    meanings.add(replayParts[id as keyof typeof replayParts], { id, description })
  }
  return publish(replayReportSchema, meanings, {
    $id: 'urn:suture:replay:1',
    title: 'Replay of past transactions with a patch',
    description: `What past transactions did with the old and the new code, up to one block. ${form}`,
  })
}

const form =
  'Written as canonical JSON (RFC 8785); keccak256 of its bytes is the hash of the report. Integers of the chain are decimal strings, hashes and bytes are in lower case.'

function publish(
  schema: z.ZodMiniType,
  metadata: ReturnType<typeof reportMeanings>,
  head: object,
): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', metadata })
  return { $schema, ...head, ...rest }
}

function reportMeanings() {
  const meanings = z.registry<Meaning>()
  meanings.add(addressField, {
    id: 'address',
    description: '20 bytes with the checksum of EIP-55.',
    pattern: '^0x[0-9a-fA-F]{40}$',
  })
  meanings.add(hashField, {
    id: 'hash',
    description: '32 bytes.',
    // The parser also takes capitals, but refuses what was not written as it would write it.
    pattern: '^0x[0-9a-f]{64}$',
  })
  meanings.add(dossierSchema, { id: 'dossier', description: 'The dossier, as it was hashed.' })
  for (const [id, description] of Object.entries(descriptions)) {
    meanings.add(reportParts[id as keyof typeof descriptions], { id, description })
  }
  return meanings
}

const descriptions: Readonly<Record<keyof typeof reportParts, string>> = {
  anchor: 'What a fact rests on, strongest first.',
  verdict: 'What could not be checked is unknown, never a pass; not-applicable has its reason.',
  input: 'What was reviewed, and at which block. With the chain itself it determines every byte.',
  code: 'The code on one side of an upgrade, and what compiling its sources again told.',
  verification: 'What comparing the code on the chain with our own compilation gave.',
  live: 'Words of the storage of a proxy by slot, in decimal digits.',
  power:
    'A function that not everybody may call, or that is new: who passes its guards, before and after.',
  account:
    'What it takes to make an account act that holds power, or commands one that does, before and after.',
  fact: 'Something that checks asked for: known, and what it rests on, or why not.',
  finding: 'What one check says of one subject.',
}

const simulationDescriptions: Readonly<Record<keyof typeof simulationParts, string>> = {
  traced: 'Bytes of a trace: their first ones, and how many there were.',
  frame: 'One call within a transaction, before the calls it makes, with its depth.',
  transaction: 'A transaction that was run, as far as its engine tells.',
  step: 'A step of the path, and how it went.',
  override: 'Something that is not so on the chain and was made so, that the path could be walked.',
  contract: 'What is written of one account.',
  flows: 'What changed hands, and who may from then on take what.',
  read: 'A question to a contract that is answered differently after the patch.',
  simulatedFact: 'What was tried: known, and what it rests on, or why not.',
}

const replayDescriptions: Readonly<Record<keyof typeof replayParts, string>> = {
  difference: 'One thing that old and new code do differently in the same transaction.',
  replayEnd: 'How a side ended.',
  replayResult: 'What came of one transaction, with all that differs, as far as it is kept.',
  replaced: 'Code that stands in for what ran: a word of storage that names it is another one.',
  foundInstead: 'A word of storage that the new code finds instead of what stood there.',
}

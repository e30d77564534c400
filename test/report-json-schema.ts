import * as z from 'zod/mini'
import { addressField, hashField } from '@/lib/core/chain/wire-fields'
import { dossierSchema } from '@/lib/core/patch/dossier-schema'
import { reportParts, reportSchema } from '@/lib/core/report/report-schema'

/** What a part means. All of it goes into the schema as it stands. */
type Meaning = { id: string; description: string; pattern?: string | undefined }

/**
 * The JSON Schema (2020-12) of a report, as it is published, made from the description that the parser itself uses. Bounds
 * that only code can express, such as the checksum of an address, are told in words.
 */
export function reportJsonSchema(): object {
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
  const { $schema, ...schema } = z.toJSONSchema(reportSchema, { io: 'input', metadata: meanings })
  return {
    $schema,
    $id: 'urn:suture:report:1',
    title: 'Report of a review',
    description:
      'All that a review of a patch found, at one block. Written as canonical JSON (RFC 8785); keccak256 of its bytes is the hash of the report. Integers of the chain are decimal strings, hashes and bytes are in lower case.',
    ...schema,
  }
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

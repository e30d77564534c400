import type { ProtocolConfig } from '@/lib/config/config'
import type { Descriptor } from '@/lib/core/signing/clear-signing/descriptor'
import { parseDescriptor } from '@/lib/core/signing/clear-signing/parse-descriptor'

/** The descriptors of ERC-7730 that the configuration names for a protocol; they were checked when it was loaded. */
export function configuredDescriptors({ descriptors = [] }: ProtocolConfig): Descriptor[] {
  return descriptors
    .filter((descriptor) => typeof descriptor !== 'string')
    .map((descriptor) => parseDescriptor(descriptor))
}

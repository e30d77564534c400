/** Instructions younger than Istanbul, so that not every chain has them. @see https://www.evm.codes */
export const youngOpcodes: readonly string[] = [
  'BASEFEE',
  'PUSH0',
  'TLOAD',
  'TSTORE',
  'MCOPY',
  'BLOBHASH',
  'BLOBBASEFEE',
  'CLZ',
]

import type { Address, Hash } from 'viem'

/** A contract of Safe that runs several calls in the Safe's own context. */
export type TrustedMultiSend = {
  /** `MultiSend` passes inner delegatecalls on, `MultiSendCallOnly` reverts on them. */
  readonly name: 'MultiSend' | 'MultiSendCallOnly'
  readonly version: '1.3.0' | '1.4.1' | '1.5.0'
  /** Which of Safe's deployments: the bytecode, and so the hash, differs between them. */
  readonly deployment: 'canonical' | 'eip155' | 'zksync'
  readonly address: Address
  /** keccak256 of the runtime code. */
  readonly codeHash: Hash
}

/**
 * Every published MultiSend since Safe 1.3.0, copied from @safe-global/safe-deployments 1.37.55 (MIT); a test compares
 * the two. Copied, because the package weighs a megabyte and decides what may rewrite a Safe.
 *
 * @see https://github.com/safe-global/safe-deployments/tree/main/src/assets
 */
export const trustedMultiSends: readonly TrustedMultiSend[] = [
  {
    name: 'MultiSend',
    version: '1.3.0',
    deployment: 'canonical',
    address: '0xA238CBeb142c10Ef7Ad8442C6D1f9E89e07e7761',
    codeHash: '0x0208282bd262360d0320862c5ac70f375f5ed3b9d89a83a615b4d398415bdc83',
  },
  {
    name: 'MultiSend',
    version: '1.3.0',
    deployment: 'eip155',
    address: '0x998739BFdAAdde7C933B942a68053933098f9EDa',
    codeHash: '0x81db0e4afdf5178583537b58c5ad403bd47a4ac7f9bde2442ef3e341d433126a',
  },
  {
    name: 'MultiSend',
    version: '1.3.0',
    deployment: 'zksync',
    address: '0x0dFcccB95225ffB03c6FBB2559B530C2B7C8A912',
    codeHash: '0xd9aa004a59b3738a108e747e578ae409b84e9f3ffd689d81b10f4d96000c5f5c',
  },
  {
    name: 'MultiSendCallOnly',
    version: '1.3.0',
    deployment: 'canonical',
    address: '0x40A2aCCbd92BCA938b02010E17A5b8929b49130D',
    codeHash: '0xa9865ac2d9c7a1591619b188c4d88167b50df6cc0c5327fcbd1c8c75f7c066ad',
  },
  {
    name: 'MultiSendCallOnly',
    version: '1.3.0',
    deployment: 'eip155',
    address: '0xA1dabEF33b3B82c7814B6D82A79e50F4AC44102B',
    codeHash: '0xa9865ac2d9c7a1591619b188c4d88167b50df6cc0c5327fcbd1c8c75f7c066ad',
  },
  {
    name: 'MultiSendCallOnly',
    version: '1.3.0',
    deployment: 'zksync',
    address: '0xf220D3b4DFb23C4ade8C88E526C1353AbAcbC38F',
    codeHash: '0x064ddbf252714bcd4cb79f679e8c12df96d998ce07bbb13b3118c1dbf4a31942',
  },
  {
    name: 'MultiSend',
    version: '1.4.1',
    deployment: 'canonical',
    address: '0x38869bf66a61cF6bDB996A6aE40D5853Fd43B526',
    codeHash: '0x0e4f7fc66550a322d1e7688e181b75e217e662a4f3f4d6a29b22bc61217c4b77',
  },
  {
    name: 'MultiSend',
    version: '1.4.1',
    deployment: 'zksync',
    address: '0x309D0B190FeCCa8e1D5D8309a16F7e3CB133E885',
    codeHash: '0xcb372f27aba6983e7b54997ebb4a75c35876b2a279238ab914c5415de1e95137',
  },
  {
    name: 'MultiSendCallOnly',
    version: '1.4.1',
    deployment: 'canonical',
    address: '0x9641d764fc13c8B624c04430C7356C1C7C8102e2',
    codeHash: '0xecd5bd14a08c5d2122379900b2f272bdf107a7e92423c10dd5fe3254386c9939',
  },
  {
    name: 'MultiSendCallOnly',
    version: '1.4.1',
    deployment: 'zksync',
    address: '0x0408EF011960d02349d50286D20531229BCef773',
    codeHash: '0x44c70b30fed5c3a07358a52c2fb028f651031010ef99e4d8c3b45c208e88a264',
  },
  {
    name: 'MultiSend',
    version: '1.5.0',
    deployment: 'canonical',
    address: '0x218543288004CD07832472D464648173c77D7eB7',
    codeHash: '0xca1147a12963172a93910c5cb2bfa5ad0e941c7f03fc7eb017dd06a8ea4e5604',
  },
  {
    name: 'MultiSendCallOnly',
    version: '1.5.0',
    deployment: 'canonical',
    address: '0xA83c336B20401Af773B6219BA5027174338D1836',
    codeHash: '0xcdbdcec38d2f1c7d961b0029ff8416b7e86e9974d6f0e9c9580c7d17fcfb6663',
  },
]
